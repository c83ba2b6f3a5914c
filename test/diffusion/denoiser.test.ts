/** @file Guidance, prediction types, progress and cancelling. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { denoiserOf, type Network, type NetworkRow, predictionOf } from '../../src/diffusion/denoiser.ts';
import { alphasCumprodOf, noiseLevel, noiseSchedule } from '../../src/diffusion/noise-schedule.ts';
import { sample, type StepProgress } from '../../src/diffusion/sampler.ts';
import { SAMPLERS } from '../../src/diffusion/samplers/index.ts';
import { parseSchedulerConfig } from '../../src/diffusion/scheduler-config.ts';
import { CheckpointError } from '../../src/errors.ts';

const config = parseSchedulerConfig({ clip_sample: false });
const schedule = noiseSchedule(config);
const step = SAMPLERS.ddim.plan(schedule, 10).steps[3];
if (step === undefined) throw new Error('a plan of 10 steps has a fourth');

/** Answers its condition everywhere, and keeps what it was asked. */
function recorder(): { calls: NetworkRow<number>[][]; network: Network<number> } {
  const calls: NetworkRow<number>[][] = [];
  return {
    calls,
    network: (rows) => {
      calls.push([...rows]);
      return Promise.resolve(rows.map(({ sample: x, condition }) => x.map(() => condition)));
    },
  };
}

describe('denoiserOf', () => {
  const samples = [new Float32Array([1, 2]), new Float32Array([3, 4])];

  it('asks for both halves of guidance in one call and goes past the conditional prediction', async () => {
    const { calls, network } = recorder();
    const denoise = denoiserOf(network, config, [1, 2], { scale: 7.5, unconditional: 0.5 });
    const predictions = await denoise(samples, step);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.map(({ condition }) => condition)).toEqual([0.5, 0.5, 1, 2]);
    expect(calls[0]?.map((row) => row.sample)).toEqual([...samples, ...samples]);
    expect(predictions.map(({ epsilon }) => epsilon[0])).toEqual([
      0.5 + 7.5 * (1 - 0.5),
      0.5 + 7.5 * (2 - 0.5),
    ]);
  });

  it.each([
    ['without guidance', undefined],
    ['at scale 1', { scale: 1, unconditional: 0 }],
    ['outside the interval', { scale: 5, unconditional: 0, interval: [0, step.timestep - 1] as const }],
  ])('asks for the conditional half alone %s', async (_name, guidance) => {
    const { calls, network } = recorder();
    const predictions = await denoiserOf(network, config, [1, 2], guidance)(samples, step);
    expect(calls[0]).toHaveLength(2);
    expect(predictions.map(({ epsilon }) => epsilon[1])).toEqual([1, 2]);
  });

  it('guides at the ends of the interval', async () => {
    const { calls, network } = recorder();
    const interval = [step.timestep, step.timestep] as const;
    await denoiserOf(network, config, [1, 2], { scale: 5, unconditional: 0, interval })(samples, step);
    expect(calls[0]).toHaveLength(4);
  });
});

describe('predictionOf', () => {
  const unit = fc.double({ min: -2, max: 2, noNaN: true });

  it.each(['epsilon', 'v_prediction', 'sample'] as const)('inverts noising for %s', (type) => {
    fc.assert(
      fc.property(
        unit,
        unit,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (clean, noise, alphaCumprod) => {
          const { alpha, sigma } = noiseLevel(alphaCumprod);
          const target = { epsilon: noise, v_prediction: alpha * noise - sigma * clean, sample: clean }[type];
          const noisy = Float32Array.of(alpha * clean + sigma * noise);
          const { x0, epsilon } = predictionOf(type, noisy, Float32Array.of(target), { alpha, sigma });
          expect(x0[0]).toBeCloseTo(clean, 4);
          expect(epsilon[0]).toBeCloseTo(noise, 4);
        },
      ),
    );
  });

  it('bounds the picture but not the noise', () => {
    const { x0, epsilon } = predictionOf(
      'sample',
      Float32Array.of(5),
      Float32Array.of(5),
      noiseLevel(0.5),
      1,
    );
    expect(x0[0]).toBe(1);
    expect(epsilon[0]).toBeCloseTo(2.071, 3);
  });
});

describe('sample', () => {
  const { network } = recorder();
  const denoise = denoiserOf(network, config, [0.1, 0.2]);
  const start = { pictures: 2, noise: (i: number): Float32Array => Float32Array.of(i, 1) };

  it('reports every step with the expected picture', async () => {
    const seen: StepProgress[] = [];
    const onStep = (progress: StepProgress): void => void seen.push(progress);
    const latents = await sample(SAMPLERS.ddim, schedule, denoise, start, { steps: 5, onStep });
    expect(seen.map((progress) => progress.step)).toEqual([1, 2, 3, 4, 5]);
    expect(seen.map(({ timestep }) => timestep)).toEqual([800, 600, 400, 200, 0]);
    expect(seen.at(-1)?.x0).toHaveLength(2);
    expect(latents).toHaveLength(2);
  });

  it('stops before the next step when it is cancelled', async () => {
    const controller = new AbortController();
    const onStep = vi.fn(({ step: done }: StepProgress) => {
      if (done === 2) controller.abort(new Error('the user left'));
    });
    const { signal } = controller;
    const sampling = sample(SAMPLERS.ddim, schedule, denoise, start, { steps: 5, onStep, signal });
    await expect(sampling).rejects.toThrow('the user left');
    expect(onStep).toHaveBeenCalledTimes(2);
  });

  it('gives a picture that does not depend on its neighbours', async () => {
    const both = await sample(SAMPLERS['euler-a'], schedule, denoise, start, { steps: 4 });
    const one = { pictures: 1, noise: start.noise };
    const alone = await sample(SAMPLERS['euler-a'], schedule, denoiserOf(network, config, [0.1]), one, {
      steps: 4,
    });
    expect(alone[0]).toEqual(both[0]);
  });

  it.each([0, 1.5, 1001])('refuses %d steps', (steps) => {
    expect(() => SAMPLERS.euler.plan(schedule, steps)).toThrow(RangeError);
  });
});

describe('noise schedules', () => {
  it('end where Stable Diffusion ends', () => {
    const sd = parseSchedulerConfig({ beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' });
    const alphasCumprod = alphasCumprodOf(sd);
    expect(alphasCumprod[0]).toBeCloseTo(0.99915, 5);
    expect(alphasCumprod[999]).toBeCloseTo(0.00466, 5);
  });

  it.each(['linear', 'scaled_linear', 'squaredcos_cap_v2'] as const)(
    '%s falls from 1 towards 0',
    (beta_schedule) => {
      const alphasCumprod = alphasCumprodOf(parseSchedulerConfig({ beta_schedule }));
      expect(alphasCumprod.every((value, t) => value > 0 && value < (alphasCumprod[t - 1] ?? 1))).toBe(true);
    },
  );

  it('end in pure noise when rescaled', () => {
    const rescaled = alphasCumprodOf(parseSchedulerConfig({ rescale_betas_zero_snr: true }));
    expect(rescaled[999]).toBe(0);
    expect(rescaled[0]).toBeCloseTo(schedule.alphasCumprod[0] ?? NaN, 9);
  });
});

describe('parseSchedulerConfig', () => {
  it('fills in what diffusers would', () => {
    expect(parseSchedulerConfig({})).toMatchObject({ timestep_spacing: 'leading', clip_sample: true });
    expect(parseSchedulerConfig({ _class_name: 'EulerDiscreteScheduler' })).toMatchObject({
      timestep_spacing: 'linspace',
      clip_sample: false,
    });
  });

  it('takes the file that Stable Diffusion 2.1-base ships', () => {
    const parsed = parseSchedulerConfig({
      _class_name: 'PNDMScheduler',
      _diffusers_version: '0.8.0',
      beta_end: 0.012,
      beta_schedule: 'scaled_linear',
      beta_start: 0.00085,
      clip_sample: false,
      num_train_timesteps: 1000,
      prediction_type: 'epsilon',
      set_alpha_to_one: false,
      skip_prk_steps: true,
      steps_offset: 1,
      trained_betas: null,
    });
    expect(parsed).toMatchObject({ steps_offset: 1, set_alpha_to_one: false, clip_sample: false });
  });

  it('ends PNDM as diffusers does where the config is silent', () => {
    const parsed = parseSchedulerConfig({ _class_name: 'PNDMScheduler', skip_prk_steps: true });
    expect(parsed).toMatchObject({
      timestep_spacing: 'leading',
      set_alpha_to_one: false,
      clip_sample: false,
    });
  });

  it.each([{}, { skip_prk_steps: false }])('refuses PNDM with its Runge-Kutta start: %j', (more) => {
    const json = { _class_name: 'PNDMScheduler', ...more };
    expect(() => parseSchedulerConfig(json)).toThrow(CheckpointError);
    expect(() => parseSchedulerConfig(json)).toThrow('skip_prk_steps');
  });

  it.each([
    { _class_name: 'FlowMatchEulerDiscreteScheduler' },
    { prediction_type: 'flow' },
    { trained_betas: [0.1] },
    { num_train_timesteps: 0 },
    { thresholding: true },
    { solver_order: 3 },
    { algorithm_type: 'sde-dpmsolver++' },
    { solver_type: 'heun' },
    { final_sigmas_type: 'sigma_min' },
    { use_karras_sigmas: true },
    { use_beta_sigmas: true },
    { timestep_type: 'continuous' },
    { sigma_max: 14.6 },
    { lambda_min_clipped: -5.1 },
    { original_inference_steps: 20 },
  ])('refuses %j by name', (json) => {
    expect(() => parseSchedulerConfig(json)).toThrow(CheckpointError);
    expect(() => parseSchedulerConfig(json)).toThrow(Object.keys(json)[0]);
  });
});
