/** @file Eq. 5 on the smoke preset, through the embedded bundle: what it costs, that it learns, and that words stay near names. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { gradients } from '../../../src/graph/autodiff.ts';
import { countFlops } from '../../../src/graph/flops.ts';
import { nodesInOrder } from '../../../src/graph/order.ts';
import { openModel } from '../../../src/checkpoint/model-folder.ts';
import { ID_ENCODER } from '../../../src/models/kinds.ts';
import { loadModel } from '../../../src/runtime/run.ts';
import { emit } from '../../../src/graph/emit.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { openSafetensors, readTensor } from '../../../src/checkpoint/safetensors.ts';
import { cacheFolder } from '../../../src/train/folders.ts';
import { recipe } from '../../../src/train/recipes/id-encoder.ts';
import { trainRecipe, type TrainingOptions } from '../../../src/train/trainer.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'id-encoder-'));
  // Its own cache, so that the test draws and encodes its own pictures.
  vi.stubEnv('HOME', root);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

const START = 'weights/toon/id_encoder';
const SHARD = 8;
const config = { ...recipe.presets.smoke, set: { name: 'faces', people: 24, perPerson: 1 } } as const;

it('costs two forward passes a step: no gradient of a frozen weight is computed', () => {
  const { loss, parameters } = recipe.build(config, 4);
  const wrt = gradients(
    loss,
    parameters.map(({ value }) => value),
  );
  const ratio = countFlops([loss, ...wrt]) / countFlops([loss]);
  expect(ratio).toBeGreaterThan(1.9);
  expect(ratio).toBeLessThan(2.05);
  expect(parameters.map(({ key }) => key).every((key) => /^(norms|words)\./.test(key))).toBe(true);
  expect(nodesInOrder([loss, ...wrt]).some(({ op }) => op.opType === 'ScatterND')).toBe(false);
});

/** Loss and the words' lengths, in names, of an encoder on faces and noise that no step sees. */
async function judge(folder: string): Promise<Record<string, number>> {
  const { loss, metrics, parameters } = recipe.build(config, SHARD);
  const session = await loadModel(emit({ loss, ...metrics }), { optimization: 'all' });
  const file = openSafetensors(join(folder, ID_ENCODER.file));
  const weights = Object.fromEntries(
    parameters.map(({ key }): [string, Tensor] => [key, readTensor(file, key)]),
  );
  const context = { cacheFolder: cacheFolder(), onProgress: () => undefined };
  const data = await recipe.openData({ ...config, seed: 99 }, context);
  const sums: Record<string, number> = {};
  const batches = 3;
  for (let batch = 0; batch < batches; batch++) {
    const feeds = await data.next(1_000_000 + batch, 0, 1, SHARD);
    const values = await session.run({ ...weights, ...feeds });
    for (const [
      name,
      {
        data: [value],
      },
    ] of Object.entries(values))
      sums[name] = (sums[name] ?? 0) + Number(value) / batches;
  }
  await session.close();
  return sums;
}

it('lowers its loss from the warm start in a few steps, and the words keep about the length of names', async () => {
  const out = join(root, 'encoder');
  const alarms: string[] = [];
  const options: TrainingOptions = {
    recipe: 'id-encoder',
    preset: 'smoke',
    overrides: {
      set: config.set,
      out,
      batch: SHARD,
      steps: 24,
      warmupSteps: 4,
      learningRate: 1e-3,
      emaDecay: 0.9,
    },
    workers: 1,
    folder: join(root, 'run'),
    onAlarm: (_step, text) => alarms.push(text),
  };
  const { isFinished } = await trainRecipe(options);
  expect(isFinished).toBe(true);
  expect(openModel(out, ID_ENCODER).config).toMatchObject({ words: 2, scales: 'multi' });
  const [before, after] = [await judge(START), await judge(out)];
  expect(after['diffusion']).toBeLessThan(before['diffusion'] ?? 0);
  for (const name of ['length 1', 'length 2']) {
    expect(after[name]).toBeGreaterThan(0.5 * (before[name] ?? 0));
    expect(after[name]).toBeLessThan(1.5 * (before[name] ?? 0));
    expect(after[name]).toBeLessThan(2);
  }
  expect(alarms).toEqual([]);
}, 240_000);
