/** @file The steps that a sampler takes from noise to picture: timesteps and noise levels, all known beforehand. */
import { type NoiseLevel, noiseLevel, noiseLevelAt, type NoiseSchedule } from './noise-schedule.ts';

export interface Step {
  /** What the network is told; between training timesteps when a spacing asks for it. */
  readonly timestep: number;
  readonly from: NoiseLevel;
  readonly to: NoiseLevel;
  /** The step before is taken once more, from this level on, with what the network says at its end. */
  readonly again?: NoiseLevel;
}

export interface Plan {
  readonly steps: readonly Step[];
  /** Standard deviation of the first latents. */
  readonly initialScale: number;
}

/** Zero would make sigma / alpha infinite; diffusers takes float16's smallest number instead. */
const SMALLEST_ALPHA_CUMPROD = 2 ** -24;

const NO_NOISE: NoiseLevel = { alpha: 1, sigma: 0 };

/** DDIM's plan, diffusers' DDIMScheduler to the letter: a step always spans T / count timesteps, rounded down. */
export function ddimPlan(schedule: NoiseSchedule, count: number): Plan {
  const { config } = schedule;
  const span = Math.floor(config.num_train_timesteps / count);
  const end = config.set_alpha_to_one ? NO_NOISE : noiseLevelAt(schedule, 0);
  const steps = timestepsOf(schedule, count).map((fractional) => {
    const timestep = roundHalfEven(fractional);
    const next = timestep - span;
    return {
      timestep,
      from: noiseLevelAt(schedule, timestep),
      to: next < 0 ? end : noiseLevelAt(schedule, next),
    };
  });
  return { steps, initialScale: 1 };
}

/**
 * PLMS's plan, diffusers' PNDMScheduler with skip_prk_steps: DDIM's, but the first step is taken twice, so it is one call of the
 * network longer. Where a spacing is no multiple of the span, the second take sets out from a span above its end.
 */
export function plmsPlan(schedule: NoiseSchedule, count: number): Plan {
  const { steps, initialScale } = ddimPlan(schedule, count);
  const [first, second, ...rest] = steps;
  if (first === undefined || second === undefined) return { steps, initialScale };
  const span = Math.floor(schedule.config.num_train_timesteps / count);
  const { timestep, from: to } = second;
  const again = noiseLevelAt(schedule, timestep + span);
  return { steps: [first, { timestep, from: first.to, to, again }, second, ...rest], initialScale };
}

/** Euler's plan: each step ends where the next begins, the last without noise. */
export function eulerPlan(schedule: NoiseSchedule, count: number): Plan {
  const steps = chained(schedule, timestepsOf(schedule, count));
  const first = steps[0]?.from ?? NO_NOISE;
  return { steps, initialScale: schedule.config.timestep_spacing === 'leading' ? 1 : first.sigma };
}

/** DPM-Solver's plan: one timestep more is laid out, and the lowest is left out. */
export function dpmSolverPlan(schedule: NoiseSchedule, count: number): Plan {
  const isTrailing = schedule.config.timestep_spacing === 'trailing';
  const timesteps = isTrailing ? timestepsOf(schedule, count) : timestepsOf(schedule, count + 1).slice(0, -1);
  return { steps: chained(schedule, timesteps.map(roundHalfEven)), initialScale: 1 };
}

/** Consistency models were distilled on every 20th timestep of 1000, and know no others. */
export const LCM_TIMESTEPS = 50;

/** LCM's plan: `count` of the timesteps that the model was distilled on, from the highest down. */
export function lcmPlan(schedule: NoiseSchedule, count: number): Plan {
  const { num_train_timesteps: total } = schedule.config;
  const span = Math.floor(total / LCM_TIMESTEPS);
  if (!Number.isInteger(count) || count < 1 || count > LCM_TIMESTEPS || span < 1) {
    throw new RangeError(`${count} LCM steps of ${total} timesteps, expected 1 to ${LCM_TIMESTEPS}`);
  }
  const timesteps = Array.from(
    { length: count },
    (_, i) => (LCM_TIMESTEPS - Math.floor((i * LCM_TIMESTEPS) / count)) * span - 1,
  );
  const steps = timesteps.map((timestep, i) => {
    const next = timesteps[i + 1];
    return {
      timestep,
      from: noiseLevelAt(schedule, timestep),
      to: next === undefined ? NO_NOISE : noiseLevelAt(schedule, next),
    };
  });
  return { steps, initialScale: 1 };
}

/** Timesteps from high to low; Table 2 of Lin et al. 2023. */
function timestepsOf({ config }: NoiseSchedule, count: number): number[] {
  const { num_train_timesteps: total, timestep_spacing: spacing, steps_offset: offset } = config;
  if (!Number.isInteger(count) || count < 1 || count > total) {
    throw new RangeError(`${count} denoising steps, expected 1 to ${total}`);
  }
  const indices = Array.from({ length: count }, (_, i) => i);
  switch (spacing) {
    case 'leading': {
      const span = Math.floor(total / count);
      return indices.map((i) => Math.min((count - 1 - i) * span + offset, total - 1));
    }
    case 'trailing':
      return indices.map((i) => roundHalfEven(total - (i * total) / count) - 1);
    case 'linspace':
      return indices.map((i) => (count === 1 ? 0 : ((count - 1 - i) * (total - 1)) / (count - 1)));
  }
}

function chained(schedule: NoiseSchedule, timesteps: readonly number[]): Step[] {
  const levels = timesteps.map((timestep) => levelBetween(schedule, timestep));
  return timesteps.map((timestep, i) => ({
    timestep,
    from: levels[i] ?? NO_NOISE,
    to: levels[i + 1] ?? NO_NOISE,
  }));
}

/** Linear in sigma / alpha between two training timesteps. */
function levelBetween({ alphasCumprod }: NoiseSchedule, timestep: number): NoiseLevel {
  const ratioAt = (t: number): number => {
    const alphaCumprod = Math.max(alphasCumprod[t] ?? 1, SMALLEST_ALPHA_CUMPROD);
    return Math.sqrt((1 - alphaCumprod) / alphaCumprod);
  };
  const below = Math.floor(timestep);
  const low = ratioAt(below);
  const share = timestep - below;
  const ratio = share === 0 ? low : low + (ratioAt(below + 1) - low) * share;
  return noiseLevel(1 / (1 + ratio * ratio));
}

/** As NumPy rounds. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
