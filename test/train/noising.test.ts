/** @file Noising for the diffusion losses. */
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/tensor/random.ts';
import { addNoise } from '../../src/train/noising.ts';

const schedule = {
  num_train_timesteps: 1000,
  beta_schedule: 'scaled_linear',
  beta_start: 0.00085,
  beta_end: 0.012,
} as const;
const latentShape = [2, 4, 4] as const;
const clean = Array.from({ length: 8 }, (_, i) => seededRandom(i).fillNormal(new Float32Array(32)));

const noised = (shard: number) =>
  addNoise(clean, { schedule, latentShape, shard, shards: 2, random: seededRandom(9) });

test('signal and velocity together give back the clean latents', () => {
  const { sample, velocity, timestep } = noised(0);
  let product = 1;
  const alphas = Array.from({ length: 1000 }, (_, t) => {
    const root = Math.sqrt(0.00085) + ((Math.sqrt(0.012) - Math.sqrt(0.00085)) * t) / 999;
    return (product *= 1 - root * root);
  });
  clean.forEach((latents, i) => {
    const alphaCumprod = alphas[timestep.data[i] ?? 0] ?? 0;
    for (let j = 0; j < 32; j++) {
      const at = i * 32 + j;
      const x0 =
        Math.sqrt(alphaCumprod) * (sample.data[at] ?? 0) -
        Math.sqrt(1 - alphaCumprod) * (velocity.data[at] ?? 0);
      expect(x0).toBeCloseTo(latents[j] ?? 0, 4);
    }
  });
});

test('the timesteps of all shards together fall one into each part of the schedule', () => {
  const timesteps = [0, 1].flatMap((shard) => [...noised(shard).timestep.data]);
  const parts = timesteps.map((t) => Math.floor((t * 16) / 1000)).sort((a, b) => a - b);
  expect(parts).toEqual(Array.from({ length: 16 }, (_, i) => i));
});

test('with noise levels given, the log-SNRs fall around their center, and most timesteps are below the middle', () => {
  const levels = { center: 0, scale: 1.2 };
  const { timestep } = addNoise(
    Array.from({ length: 2000 }, () => new Float32Array(32)),
    { schedule, latentShape, shard: 0, shards: 1, random: seededRandom(9), levels },
  );
  const sorted = [...timestep.data].sort((a, b) => a - b);
  // Signal and noise are equally strong at timestep 376 of this schedule.
  expect(Math.abs((sorted[1000] ?? 0) - 376)).toBeLessThan(50);
  expect(sorted[0]).toBe(0);
  expect(sorted.at(-1)).toBeGreaterThan(960);
});
