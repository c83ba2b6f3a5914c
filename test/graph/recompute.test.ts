/** @file Segments computed again: the same gradients, from less memory. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { gradients } from '../../src/graph/autodiff.ts';
import { input, type Value } from '../../src/graph/graph.ts';
import * as ops from '../../src/graph/ops/index.ts';
import { nodesInOrder } from '../../src/graph/order.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { float32 } from '../../src/tensor/tensor.ts';
import { expectAllClose } from '../helpers/allclose.ts';
import { evaluate } from '../helpers/evaluate.ts';

const LAYERS = 9;
const x = input('x', { dtype: 'float32', shape: [3, 4] });
const weights = Array.from({ length: LAYERS }, (_, n) => input(`w${n}`, { dtype: 'float32', shape: [4, 4] }));

/** Layers with skip connections over several others, as a UNet has, and a shared first weight. */
function lossOf(): Value {
  const kept: Value[] = [];
  let h = x;
  for (const [n, w] of weights.entries()) {
    h = ops.tanh(ops.matMul(h, w));
    if (n < 3) kept.push(h);
    const skip = n > 5 ? kept.pop() : undefined;
    if (skip !== undefined) h = ops.add(h, ops.mul(skip, skip));
  }
  const first = weights[0] as Value;
  return ops.reduceMean(ops.mul(h, ops.matMul(h, first)), [0, 1]);
}

const noise = (name: string, shape: readonly number[]) => {
  const tensor = float32(shape);
  seededRandom(name).fillNormal(tensor.data);
  return tensor;
};
const feeds = {
  x: noise('x', [3, 4]),
  ...Object.fromEntries(weights.map((_, n) => [`w${n}`, noise(`w${n}`, [4, 4])])),
};
const named = (values: readonly Value[]): Record<string, Value> =>
  Object.fromEntries(values.map((value, n) => [`d${n}`, value]));

describe('gradients of a forward pass in segments', () => {
  it.each([2, 3, 7, 40])('are those of one that is kept whole: %i segments', async (segments) => {
    const loss = lossOf();
    const whole = await evaluate(named(gradients(loss, weights)), feeds);
    const cut = await evaluate(named(gradients(loss, weights, { segments })), feeds);
    for (const [name, { data }] of Object.entries(whole)) {
      expectAllClose(cut[name]?.data as Float32Array, [...(data as Float32Array)]);
    }
  });

  it('read of a long chain what crosses a cut, and nothing from inside a segment but the last', () => {
    let h = x;
    for (let n = 0; n < 60; n++) h = ops.add(ops.tanh(h), x);
    const loss = ops.reduceMean(h, [0, 1]);
    const forward = new Set(nodesInOrder([loss]));
    const read = (segments: number): number => {
      const backward = nodesInOrder(gradients(loss, [x], { segments })).filter((node) => !forward.has(node));
      const values = backward.flatMap(({ inputs }) => inputs);
      return new Set(
        values.filter((value) => value?.source.kind === 'node' && forward.has(value.source.node)),
      ).size;
    };
    expect(read(1)).toBe(60);
    expect(read(6)).toBeLessThanOrEqual(5 + 11);
  });

  it.runIf(process.platform === 'linux')(
    'take a fraction of the memory in the runtime, which neither merges nor hurries the second computation',
    async () => {
      const probe = async (segments: number) => {
        const words = [
          '--import',
          'tsx',
          fileURLToPath(new URL('./recompute-probe.ts', import.meta.url)),
          '64',
          String(segments),
        ];
        const { stdout } = await promisify(execFile)(process.execPath, words);
        return JSON.parse(stdout) as { readonly grown: number; readonly gradient: number[] };
      };
      const [whole, cut] = [await probe(1), await probe(8)];
      expect(cut.gradient).toEqual(whole.gradient);
      // 64 layers of 2 MB are kept, or 8 cuts and 8 layers.
      expect(whole.grown).toBeGreaterThan(128);
      expect(cut.grown).toBeLessThan(0.5 * whole.grown);
    },
    120_000,
  );
});
