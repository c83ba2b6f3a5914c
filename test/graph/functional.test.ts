/** @file Composites against their formulas in plain numbers. */
import { expect, test } from 'vitest';
import * as functional from '../../src/graph/functional.ts';
import { constant, input, type Value } from '../../src/graph/graph.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { type Shape, sizeOf } from '../../src/tensor/shape.ts';
import { float32, type Tensor } from '../../src/tensor/tensor.ts';
import { expectAllClose } from '../helpers/allclose.ts';
import { evaluate } from '../helpers/evaluate.ts';

const random = seededRandom(7, 'functional');
function normal(...shape: number[]): Tensor<'float32'> {
  const data = new Float32Array(sizeOf(shape));
  random.fillNormal(data);
  return float32(shape, data);
}
const valueOf = async (value: Value): Promise<Float32Array> =>
  (await evaluate({ value }))['value']?.data as Float32Array;
const float = (name: string, shape: Shape): Value => input(name, { dtype: 'float32', shape });

test('silu, quickGelu and gelu are their formulas', async () => {
  const x = float32([5], Float32Array.of(-3, -1, 0, 0.5, 2));
  const at = (f: (x: number) => number): number[] => Array.from(x.data, f);
  const sigmoid = (v: number): number => 1 / (1 + Math.exp(-v));
  expectAllClose(
    await valueOf(functional.silu(constant(x))),
    at((v) => v * sigmoid(v)),
  );
  expectAllClose(
    await valueOf(functional.quickGelu(constant(x))),
    at((v) => v * sigmoid(1.702 * v)),
  );
  expectAllClose(
    await valueOf(functional.gelu(constant(x))),
    [-0.00404951, -0.15865526, 0, 0.34573123, 1.95449974],
  );
});

test('linear multiplies by the transposed weight over the last dimension', async () => {
  const x = float32([2, 1, 2], Float32Array.of(1, 2, 3, 4));
  const w = float32([3, 2], Float32Array.of(1, 0, 0, 1, 1, 1));
  const b = float32([3], Float32Array.of(10, 20, 30));
  const y = functional.linear(constant(x), constant(w), constant(b));
  expect(y.type.shape).toEqual([2, 1, 3]);
  expectAllClose(await valueOf(y), [11, 22, 33, 13, 24, 37]);
});

test('groupNorm gives each group of each picture mean 0 and variance 1, then scales channels', async () => {
  const [batch, channels, pixels, groups] = [2, 6, 4, 3];
  const x = normal(batch, channels, 2, 2);
  const scale = normal(channels);
  const bias = normal(channels);
  const y = await valueOf(functional.groupNorm(constant(x), constant(scale), constant(bias), groups, 1e-5));
  const size = (channels / groups) * pixels;
  const expected = x.data.map((value, i) => {
    const group = Array.from(x.data.slice(Math.floor(i / size) * size, (Math.floor(i / size) + 1) * size));
    const mean = group.reduce((a, b) => a + b) / size;
    const variance = group.reduce((sum, v) => sum + (v - mean) ** 2, 0) / size;
    const channel = Math.floor(i / pixels) % channels;
    return (
      ((value - mean) / Math.sqrt(variance + 1e-5)) * (scale.data[channel] ?? 0) + (bias.data[channel] ?? 0)
    );
  });
  expectAllClose(y, expected, { absolute: 1e-4 });
});

/** softmax(q kᵀ / √width) v of what is visible, in one batch row and head, in plain numbers. */
function plainAttention(
  q: number[][],
  k: number[][],
  v: number[][],
  visible: (i: number, j: number) => boolean,
): number[][] {
  return q.map((query, i) => {
    const scores = k.map((key, j) =>
      visible(i, j)
        ? query.reduce((sum, x, c) => sum + x * (key[c] ?? 0), 0) / Math.sqrt(query.length)
        : -Infinity,
    );
    const top = Math.max(...scores);
    const weights = scores.map((score) => Math.exp(score - top));
    const sum = weights.reduce((a, b) => a + b);
    return query.map((_, c) => weights.reduce((mix, w, j) => mix + (w / sum) * (v[j]?.[c] ?? 0), 0));
  });
}

/** The rows of one head of `x` [batch, tokens, channels] in one batch row. */
function rowsOf({ shape, data }: Tensor<'float32'>, batch: number, head: number, width: number): number[][] {
  const [, tokens = 0, channels = 0] = shape;
  return Array.from({ length: tokens }, (_, token) => {
    const start = (batch * tokens + token) * channels + head * width;
    return Array.from(data.slice(start, start + width));
  });
}

test.each([
  { fused: false, causal: false, keys: 7 },
  { fused: false, causal: true, keys: 5 },
  { fused: true, causal: false, keys: 7 },
  { fused: true, causal: true, keys: 5 },
])('attention is the softmax of scaled products in each head: %j', async ({ keys, ...options }) => {
  const [batch, heads, width, tokens] = [2, 2, 4, 5];
  const q = normal(batch, tokens, heads * width);
  const [k, v] = [normal(batch, keys, heads * width), normal(batch, keys, heads * width)];
  const y = await valueOf(functional.attention(constant(q), constant(k), constant(v), { heads, ...options }));
  const expected = [0, 1].flatMap((row) => {
    const perHead = [0, 1].map((head) => {
      const rows = (x: Tensor<'float32'>) => rowsOf(x, row, head, width);
      return plainAttention(rows(q), rows(k), rows(v), (i, j) => !options.causal || j <= i);
    });
    return Array.from({ length: tokens }, (_, i) => perHead.flatMap((rows) => rows[i] ?? []));
  });
  expectAllClose(y, expected.flat());
});

test('l2Normalize gives rows of length 1 and keeps zeros finite', async () => {
  const x = float32([2, 2], Float32Array.of(3, 4, 0, 0));
  expectAllClose(await valueOf(functional.l2Normalize(constant(x))), [0.6, 0.8, 0, 0]);
});

test('meanSquaredError is the mean of the squared differences, a scalar', async () => {
  const a = constant(float32([2, 2], Float32Array.of(1, 2, 3, 4)));
  const b = constant(float32([2, 2], Float32Array.of(1, 0, 3, 8)));
  const error = functional.meanSquaredError(a, b);
  expect(error.type.shape).toEqual([]);
  expectAllClose(await valueOf(error), [5]);
});

test.each([
  [
    'linear',
    () => functional.linear(float('x', [2, 3]), float('w', [4, 5])),
    'linear: [2, 3] by a weight of [4, 5]',
  ],
  [
    'groupNorm',
    () => functional.groupNorm(float('x', [1, 5, 2, 2]), float('s', [5]), float('b', [5]), 2, 1e-5),
    'groupNorm: 2 groups do not divide [1, 5, 2, 2]',
  ],
  [
    'attention',
    () =>
      functional.attention(float('q', [1, 2, 6]), float('k', [1, 2, 6]), float('v', [1, 2, 6]), { heads: 4 }),
    'attention: 4 heads do not divide [1, 2, 6]',
  ],
  [
    'causal attention',
    () =>
      functional.attention(float('q', [1, 2, 6]), float('k', [1, 4, 6]), float('v', [1, 4, 6]), {
        heads: 2,
        causal: true,
      }),
    'attention: causal [1, 2, 6] needs as many keys, not [1, 4, 6]',
  ],
])('%s names the shapes that do not fit', (_name, build, message) => {
  expect(build).toThrow(message);
});
