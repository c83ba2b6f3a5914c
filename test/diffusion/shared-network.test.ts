/** @file Jobs share calls of one network without noticing each other. */
import { describe, expect, it } from 'vitest';
import { denoiserOf, type Network, type NetworkRow } from '../../src/diffusion/denoiser.ts';
import { noiseSchedule } from '../../src/diffusion/noise-schedule.ts';
import { sample } from '../../src/diffusion/sampler.ts';
import { SAMPLERS } from '../../src/diffusion/samplers/index.ts';
import { parseSchedulerConfig } from '../../src/diffusion/scheduler-config.ts';
import { sharedNetwork } from '../../src/diffusion/shared-network.ts';

/** Takes a moment, and keeps how many rows it was asked for at once. */
function slowNetwork(): { calls: number[]; network: Network<number> } {
  const calls: number[] = [];
  return {
    calls,
    network: async (rows) => {
      calls.push(rows.length);
      await new Promise((resume) => setImmediate(resume));
      return rows.map(({ sample: x, condition, timestep }) =>
        x.map((v) => Math.sin(v + condition + timestep)),
      );
    },
  };
}

const row = (condition: number): NetworkRow<number> => ({
  sample: Float32Array.of(1, 2),
  timestep: 5,
  condition,
});

const config = parseSchedulerConfig({ clip_sample: false });
const job = (network: Network<number>, condition: number, steps: number): Promise<Float32Array[]> =>
  sample(
    SAMPLERS.ddim,
    noiseSchedule(config),
    denoiserOf(network, config, [condition], { scale: 3, unconditional: 0 }),
    { pictures: 1, noise: () => Float32Array.of(condition, 0.5) },
    { steps },
  );

describe('sharedNetwork', () => {
  it('gives every job what it would get alone, in far fewer calls', async () => {
    const { network, calls } = slowNetwork();
    const alone = [await job(network, 1, 6), await job(network, 2, 8), await job(network, 3, 6)];
    expect(calls).toHaveLength(20);
    calls.length = 0;
    const shared = sharedNetwork(network, 8);
    expect(await Promise.all([job(shared, 1, 6), job(shared, 2, 8), job(shared, 3, 6)])).toEqual(alone);
    expect(calls).toHaveLength(8);
    expect(calls[2]).toBe(6);
  });

  it('never asks for more rows at once than it may, unless one job alone needs them', async () => {
    const { network, calls } = slowNetwork();
    const shared = sharedNetwork(network, 4);
    const sizes = [3, 2, 2, 6, 1];
    const outputs = await Promise.all(sizes.map((n, i) => shared(Array.from({ length: n }, () => row(i)))));
    expect(outputs.map(({ length }) => length)).toEqual(sizes);
    expect(calls).toEqual([3, 4, 6, 1]);
  });

  it('fails the jobs of a failed call and serves the next one', async () => {
    let isBroken = true;
    const shared = sharedNetwork<number>((rows) => {
      if (isBroken) return Promise.reject(new Error('out of memory'));
      return Promise.resolve(rows.map(({ sample: x }) => x));
    }, 8);
    await expect(shared([row(1)])).rejects.toThrow('out of memory');
    isBroken = false;
    await expect(shared([row(1)])).resolves.toHaveLength(1);
  });
});
