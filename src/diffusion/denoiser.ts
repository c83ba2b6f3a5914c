/** @file From what a network predicts to the clean picture and the noise, with or without guidance. */
import type { NoiseLevel } from './noise-schedule.ts';
import type { Step } from './plan.ts';
import type { SchedulerConfig } from './scheduler-config.ts';

/** One row of a network's batch; rows may stand at different timesteps. `C` is the encoded prompt. */
export interface NetworkRow<C> {
  /** Latents of one picture, [channels * height * width]. */
  readonly sample: Float32Array;
  readonly timestep: number;
  readonly condition: C;
}

/** One prediction a row, of the sample's size. */
export type Network<C> = (rows: readonly NetworkRow<C>[]) => Promise<readonly Float32Array[]>;

export interface Prediction {
  /** What the network said, guidance included: noise, velocity or latents, as the scheduler's config says. */
  readonly output: Float32Array;
  /** Latents without noise. */
  readonly x0: Float32Array;
  /** Unit noise. */
  readonly epsilon: Float32Array;
}

/** Predictions for pictures that stand at the same step. */
export type Denoiser = (samples: readonly Float32Array[], step: Step) => Promise<readonly Prediction[]>;

export interface Guidance<C> {
  /** 1 is no guidance, at half the cost. */
  readonly scale: number;
  /** The encoded empty or negative prompt. */
  readonly unconditional: C;
  /**
   * Guide only between these timesteps, both included: at high noise guidance costs variety, at low noise it does
   * nothing (Kynkäänniemi et al. 2024).
   */
  readonly interval?: readonly [lowest: number, highest: number];
}

/** `conditions` has one entry a picture. Both halves of a guided step are one call of the network. */
export function denoiserOf<C>(
  network: Network<C>,
  config: Pick<SchedulerConfig, 'prediction_type' | 'clip_sample' | 'clip_sample_range'>,
  conditions: readonly C[],
  guidance?: Guidance<C>,
): Denoiser {
  const clipRange = config.clip_sample ? config.clip_sample_range : undefined;
  return async (samples, { timestep, from }) => {
    const conditional = samples.map((sample, i) => ({ sample, timestep, condition: entry(conditions, i) }));
    const outputs = isGuided(guidance, timestep)
      ? await guided(network, conditional, guidance)
      : await network(conditional);
    return samples.map((sample, i) =>
      predictionOf(config.prediction_type, sample, entry(outputs, i), from, clipRange),
    );
  };
}

function isGuided<C>(guidance: Guidance<C> | undefined, timestep: number): guidance is Guidance<C> {
  if (guidance === undefined || guidance.scale === 1) return false;
  const [lowest, highest] = guidance.interval ?? [-Infinity, Infinity];
  return timestep >= lowest && timestep <= highest;
}

/** Ho and Salimans 2022: away from the unconditional prediction, `scale` times as far as the conditional one. */
async function guided<C>(
  network: Network<C>,
  conditional: readonly NetworkRow<C>[],
  { scale, unconditional }: Guidance<C>,
): Promise<Float32Array[]> {
  const base = conditional.map((row) => ({ ...row, condition: unconditional }));
  const outputs = await network([...base, ...conditional]);
  return conditional.map((_, i) => {
    const from = entry(outputs, i);
    const to = entry(outputs, conditional.length + i);
    return from.map((value, k) => value + scale * ((to[k] as number) - value));
  });
}

/** Salimans and Ho 2022: v = alpha epsilon - sigma x0. Clipping bounds x0 alone, as diffusers does. */
export function predictionOf(
  type: SchedulerConfig['prediction_type'],
  sample: Float32Array,
  output: Float32Array,
  { alpha, sigma }: NoiseLevel,
  clipRange = Infinity,
): Prediction {
  const x0 = new Float32Array(sample.length);
  const epsilon = new Float32Array(sample.length);
  for (let i = 0; i < sample.length; i++) {
    const x = sample[i] as number;
    const y = output[i] as number;
    let clean = y;
    let noise = y;
    if (type === 'epsilon') clean = (x - sigma * y) / alpha;
    else if (type === 'sample') noise = sigma === 0 ? 0 : (x - alpha * y) / sigma;
    else {
      clean = alpha * x - sigma * y;
      noise = alpha * y + sigma * x;
    }
    x0[i] = Math.max(-clipRange, Math.min(clipRange, clean));
    epsilon[i] = noise;
  }
  return { output, x0, epsilon };
}

function entry<T>(list: readonly T[], index: number): T {
  if (index >= list.length) throw new RangeError(`row ${index} is missing, there are ${list.length}`);
  return list[index] as T;
}
