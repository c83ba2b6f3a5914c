/** @file How much of the picture and how much noise is left at each training timestep. */
import type { SchedulerConfig } from './scheduler-config.ts';

/** Noisy latents are alpha times clean ones plus sigma times unit noise; alpha² + sigma² = 1. */
export interface NoiseLevel {
  readonly alpha: number;
  readonly sigma: number;
}

export interface NoiseSchedule {
  readonly config: SchedulerConfig;
  readonly alphasCumprod: Float64Array;
}

/** The entries of a scheduler's config that the noise levels follow from. */
export type NoiseScheduleConfig = Pick<
  SchedulerConfig,
  'num_train_timesteps' | 'beta_schedule' | 'beta_start' | 'beta_end'
> &
  Partial<Pick<SchedulerConfig, 'rescale_betas_zero_snr'>>;

/** alpha² of each training timestep, [num_train_timesteps]. */
export function alphasCumprodOf(config: NoiseScheduleConfig): Float64Array {
  const alphasCumprod = new Float64Array(config.num_train_timesteps);
  let product = 1;
  betasOf(config).forEach((beta, t) => {
    product *= 1 - beta;
    alphasCumprod[t] = product;
  });
  return config.rescale_betas_zero_snr === true ? zeroTerminal(alphasCumprod) : alphasCumprod;
}

export const noiseSchedule = (config: SchedulerConfig): NoiseSchedule => ({
  config,
  alphasCumprod: alphasCumprodOf(config),
});

export const noiseLevel = (alphaCumprod: number): NoiseLevel => ({
  alpha: Math.sqrt(alphaCumprod),
  sigma: Math.sqrt(1 - alphaCumprod),
});

/** Level of a whole training timestep; before the first there is no noise. */
export const noiseLevelAt = ({ alphasCumprod }: NoiseSchedule, timestep: number): NoiseLevel =>
  noiseLevel(alphasCumprod[timestep] ?? 1);

function betasOf(config: NoiseScheduleConfig): number[] {
  const { num_train_timesteps: count, beta_start: first, beta_end: last } = config;
  const ramp = (from: number, to: number): number[] =>
    Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
  switch (config.beta_schedule) {
    case 'linear':
      return ramp(first, last);
    case 'scaled_linear':
      return ramp(Math.sqrt(first), Math.sqrt(last)).map((root) => root * root);
    case 'squaredcos_cap_v2':
      return Array.from({ length: count }, (_, i) =>
        Math.min(1 - cosineAlpha((i + 1) / count) / cosineAlpha(i / count), 0.999),
      );
  }
}

/** Nichol and Dhariwal 2021, eq. 17. */
const cosineAlpha = (time: number): number => Math.cos((((time + 0.008) / 1.008) * Math.PI) / 2) ** 2;

/** Lin et al. 2023, algorithm 1: shifts and scales alpha so that the last timestep is noise alone. */
function zeroTerminal(alphasCumprod: Float64Array): Float64Array {
  const roots = alphasCumprod.map(Math.sqrt);
  const first = roots[0] ?? 1;
  const last = roots.at(-1) ?? 0;
  return roots.map((root) => (((root - last) * first) / (first - last)) ** 2);
}
