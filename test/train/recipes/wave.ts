/** @file A recipe that trains in no time: a small network learns a sine wave. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createParameters } from '../../../src/checkpoint/parameter-scope.ts';
import { normal, zeros } from '../../../src/checkpoint/scope.ts';
import { input } from '../../../src/graph/graph.ts';
import { add, matMul, mul, reduceMean, sub, tanh } from '../../../src/graph/ops/index.ts';
import { PLAN, type Recipe } from '../../../src/train/recipe.ts';
import { seededRandom } from '../../../src/tensor/random.ts';
import { float32 } from '../../../src/tensor/tensor.ts';

interface WaveConfig {
  readonly width: number;
  /** What the metric ought to stay below. */
  readonly limit: number;
  /** A step whose samples are not numbers. */
  readonly brokenStep?: number;
  /** Where `export` writes what it was given; nowhere when empty. */
  readonly exportFolder: string;
}

const plan = {
  ...PLAN,
  width: 16,
  limit: 10,
  exportFolder: '',
  steps: 300,
  batch: 32,
  learningRate: 0.01,
  warmupSteps: 10,
  emaDecay: 0.98,
} as const;

export const recipe: Recipe<WaveConfig> = {
  name: 'wave',
  presets: { smoke: plan, v0: { ...plan, steps: 20 }, v1: { ...plan, steps: 20, brokenStep: 3 } },
  build({ width, limit }, shardSize) {
    const { scope, parameters } = createParameters();
    const x = input('x', { dtype: 'float32', shape: [shardSize, 1] });
    const y = input('y', { dtype: 'float32', shape: [shardSize, 1] });
    const weight = scope.tensor('hidden.weight', [1, width], normal(1));
    const bias = scope.tensor('hidden.bias', [width], normal(1));
    const hidden = tanh(add(matMul(x, weight), bias));
    const out = matMul(hidden, scope.tensor('out.weight', [width, 1], normal(0.1)));
    const error = sub(add(out, scope.tensor('out.bias', [1], zeros)), y);
    const loss = reduceMean(mul(error, error), [0, 1]);
    return { loss, metrics: { bias: reduceMean(error, [0, 1]) }, limits: { bias: limit }, parameters };
  },
  openData: ({ seed, brokenStep }) =>
    Promise.resolve({
      next(step, shard, _shards, shardSize) {
        const random = seededRandom(seed, `wave ${step} ${shard}`);
        const x = Float32Array.from({ length: shardSize }, () => random.range(-3, 3));
        const y = step === brokenStep ? x.map(() => NaN) : x.map(Math.sin);
        return { x: float32([shardSize, 1], x), y: float32([shardSize, 1], y) };
      },
    }),
  evaluate(_config, parameters) {
    return Promise.resolve({ tensors: parameters.size });
  },
  export({ exportFolder, width }, parameters) {
    const given = { width, keys: parameters.size };
    if (exportFolder !== '') writeFileSync(join(exportFolder, 'exported.json'), JSON.stringify(given));
    return Promise.resolve();
  },
};
