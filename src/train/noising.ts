/** @file Noisy latents and their velocities: what a denoiser is trained on (Salimans and Ho 2022). */
import { alphasCumprodOf, type NoiseScheduleConfig } from '../diffusion/noise-schedule.ts';
import type { Random } from '../tensor/random.ts';
import type { Shape } from '../tensor/shape.ts';
import { float32, type Tensor } from '../tensor/tensor.ts';

/** How much noise a training sees: log-SNRs of a logistic distribution, cut off where the schedule ends. */
export interface NoiseLevels {
  readonly center: number;
  readonly scale: number;
}

export interface Noising {
  readonly schedule: NoiseScheduleConfig;
  /** [channels, height, width]. */
  readonly latentShape: Shape;
  /** Which part of the batch this is: timesteps are spread evenly over the whole one, for less noise in the loss. */
  readonly shard: number;
  readonly shards: number;
  readonly random: Random;
  /** Every timestep as often as any other where absent. */
  readonly levels?: NoiseLevels;
}

/** Feeds of a type that the recipes' graphs name in the same way. */
export interface NoisyBatch {
  readonly sample: Tensor<'float32'>;
  /** alpha * noise - sigma * clean. */
  readonly velocity: Tensor<'float32'>;
  readonly timestep: Tensor<'float32'>;
}

/** Each of `clean` is one picture's latents, times the scaling factor. */
export function addNoise(clean: readonly Float32Array[], noising: Noising): NoisyBatch {
  const { schedule, latentShape, shard, shards, random, levels } = noising;
  const count = clean.length;
  const alphasCumprod = alphasCumprodOf(schedule);
  const sample = float32([count, ...latentShape]);
  const velocity = float32([count, ...latentShape]);
  const timestep = float32([count]);
  const stride = sample.data.length / count;
  const noise = new Float32Array(stride);
  clean.forEach((latents, i) => {
    const place = (i * shards + shard + random.next()) / (count * shards);
    const t = timestepAt(place, alphasCumprod, levels);
    const alpha = Math.sqrt(alphasCumprod[t] ?? 1);
    const sigma = Math.sqrt(1 - (alphasCumprod[t] ?? 1));
    random.fillNormal(noise);
    for (let j = 0, at = i * stride; j < stride; j++, at++) {
      const x = latents[j] as number;
      const epsilon = noise[j] as number;
      sample.data[at] = alpha * x + sigma * epsilon;
      velocity.data[at] = alpha * epsilon - sigma * x;
    }
    timestep.data[i] = t;
  });
  return { sample, velocity, timestep };
}

/** The timestep below which that share of the samples, in [0, 1), lies. */
function timestepAt(
  place: number,
  alphasCumprod: Float64Array | readonly number[],
  levels?: NoiseLevels,
): number {
  const { length } = alphasCumprod;
  if (levels === undefined) return Math.floor(place * length);
  const { center, scale } = levels;
  const shareNoisier = (t: number): number => {
    const alpha = alphasCumprod[t] ?? 1;
    return 1 / (1 + Math.exp((center - Math.log(alpha / (1 - alpha))) / scale));
  };
  // The schedule has an end on both sides; the share beyond them is spread over what lies between.
  const [least, most] = [shareNoisier(length - 1), shareNoisier(0)];
  const share = most - place * (most - least);
  let [low, high] = [0, length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (shareNoisier(middle) >= share) low = middle;
    else high = middle - 1;
  }
  return low;
}
