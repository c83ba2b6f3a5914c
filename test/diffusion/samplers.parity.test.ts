/** @file Our samplers take the very steps of diffusers' schedulers. */
import { describe, expect, it } from 'vitest';
import { denoiserOf, type Network } from '../../src/diffusion/denoiser.ts';
import { noiseSchedule } from '../../src/diffusion/noise-schedule.ts';
import { sample } from '../../src/diffusion/sampler.ts';
import { SAMPLER_OF_CLASS, SAMPLERS, type SamplerName } from '../../src/diffusion/samplers/index.ts';
import {
  parsePythonJson,
  parseSchedulerConfig,
  type SchedulerConfigInput,
} from '../../src/diffusion/scheduler-config.ts';
// Made by test/golden/make-samplers.py with the network below; every fresh noise is the vector `fresh`.
import golden from './golden-samplers.json' with { type: 'json' };

const network: Network<undefined> = (rows) =>
  Promise.resolve(
    rows.map(({ sample: x, timestep }) =>
      x.map((value) => 0.8 * value + 0.2 * Math.sin(2 * value + timestep / 300) + 0.1),
    ),
  );

describe.each(golden.cases.map((entry) => [describeCase(entry), entry] as const))('%s', (_name, entry) => {
  const config = parseSchedulerConfig(entry.config);
  const sampler = SAMPLERS[SAMPLER_OF_CLASS[config._class_name]];
  const schedule = noiseSchedule(config);

  it('visits the timesteps that diffusers visits', () => {
    const { steps } = sampler.plan(schedule, entry.steps);
    expect(steps).toHaveLength(entry.timesteps.length);
    steps.forEach(({ timestep }, i) => {
      expect(timestep).toBeCloseTo(entry.timesteps[i] ?? NaN, 3);
    });
  });

  it('ends at the latents that diffusers ends at', async () => {
    const noises = [golden.noise, ...Array.from({ length: entry.steps }, () => golden.fresh)];
    const noise = (): Float32Array => Float32Array.from(noises.shift() ?? []);
    const denoise = denoiserOf(network, config, [undefined]);
    const [latents] = await sample(
      sampler,
      schedule,
      denoise,
      { pictures: 1, noise },
      { steps: entry.steps },
    );
    entry.latents.forEach((value, i) => {
      expect(Math.abs((latents?.[i] ?? NaN) - value)).toBeLessThan(1e-5 * (1 + Math.abs(value)));
    });
  });
});

function describeCase({ config, steps }: { config: object; steps: number }): string {
  const { _class_name: name, prediction_type, timestep_spacing } = parseSchedulerConfig(config);
  return `${name}, ${prediction_type}, ${timestep_spacing}, ${steps} steps`;
}

describe('the goldens', () => {
  const classes = Object.entries(SAMPLER_OF_CLASS).filter(([name]) => !name.includes('DDPM'));
  const wanted = classes.flatMap(([name]) =>
    (['leading', 'trailing', 'linspace'] as const).flatMap((spacing) =>
      (['epsilon', 'v_prediction'] as const).map((prediction) => `${name}, ${prediction}, ${spacing}, `),
    ),
  );

  it('have every sampler with every spacing and both predictions', () => {
    expect(new Set(classes.map(([, name]) => name))).toEqual(new Set(Object.keys(SAMPLERS)));
    const made = golden.cases.map(describeCase);
    expect(wanted.filter((start) => !made.some((name) => name.startsWith(start)))).toEqual([]);
  });
});

describe('a scheduler_config.json that diffusers saved', () => {
  it.each(Object.entries(golden.saved))('for %s is understood', (name, text) => {
    expect(parseSchedulerConfig(parsePythonJson(text))).toMatchObject({
      _class_name: name,
      num_train_timesteps: 1000,
      beta_start: 0.00085,
      beta_end: 0.012,
      beta_schedule: 'scaled_linear',
    });
  });
});

describe('every sampler', () => {
  const data = [0.4, -0.8, 1.5];
  /** Knows the one true picture, whatever the noise. */
  const oracle =
    (config: ReturnType<typeof parseSchedulerConfig>): Network<undefined> =>
    (rows) =>
      Promise.resolve(
        rows.map(({ sample: x, timestep }) => {
          const low = Math.floor(timestep);
          const ratioAt = (t: number): number => {
            const alphaCumprod = noiseSchedule(config).alphasCumprod[t] ?? 1;
            return Math.sqrt((1 - alphaCumprod) / alphaCumprod);
          };
          const ratio = ratioAt(low) + (timestep - low) * (ratioAt(Math.ceil(timestep)) - ratioAt(low));
          const alpha = 1 / Math.sqrt(1 + ratio * ratio);
          return x.map((value, i) => (value - alpha * (data[i] ?? 0)) / (alpha * ratio));
        }),
      );

  const names = Object.keys(SAMPLERS) as SamplerName[];
  const spacings = ['leading', 'trailing', 'linspace'] as const;
  // diffusers' PLMS steps by a span that linspace's timesteps do not keep to, and so do we: it ends near the picture only.
  const pairs = names.flatMap((name) => spacings.map((spacing) => [name, spacing] as const));
  it.each(pairs.filter((pair) => pair.join() !== 'plms,linspace'))(
    '%s with %s spacing finds the picture that the network knows',
    async (name, timestep_spacing) => {
      const input: SchedulerConfigInput = { timestep_spacing, clip_sample: false };
      const config = parseSchedulerConfig(input);
      const noise = (): Float32Array => Float32Array.from([1, -0.5, 0.2]);
      const denoise = denoiserOf(oracle(config), config, [undefined]);
      const schedule = noiseSchedule(config);
      const [latents] = await sample(
        SAMPLERS[name],
        schedule,
        denoise,
        { pictures: 1, noise },
        { steps: 12 },
      );
      latents?.forEach((value, i) => {
        expect(value).toBeCloseTo(data[i] ?? NaN, 2);
      });
    },
  );
});
