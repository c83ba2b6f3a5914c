/** @file Counted floating-point operations. */
import { expect, test } from 'vitest';
import { countFlops } from '../../src/graph/flops.ts';
import { attention } from '../../src/graph/functional.ts';
import { input, type Value } from '../../src/graph/graph.ts';
import * as ops from '../../src/graph/ops/index.ts';
import type { Shape } from '../../src/tensor/shape.ts';

const float = (shape: Shape): Value => input(`input of ${shape.join()}`, { dtype: 'float32', shape });

test.each([
  ['a product of matrices', () => ops.matMul(float([3, 4]), float([4, 5])), 2 * 3 * 4 * 5],
  ['a batch of products', () => ops.matMul(float([2, 3, 4]), float([4, 5])), 2 * 2 * 3 * 4 * 5],
  [
    'a Gemm with a transposed operand',
    () => ops.gemm(float([4, 3]), float([4, 5]), { transA: true }),
    2 * 3 * 4 * 5,
  ],
  [
    'a convolution',
    () => ops.conv(float([2, 3, 8, 8]), float([5, 3, 3, 3]), undefined, { stride: 2, padding: 1 }),
    2 * (2 * 5 * 4 * 4) * (3 * 9),
  ],
  ['elementwise work, which counts nothing', () => ops.exp(float([100])), 0],
])('%s counts two for each multiply-add', (_name, build, expected) => {
  expect(countFlops([build()])).toBe(expected);
});

test('a node that two outputs share counts once', () => {
  const y = ops.matMul(float([3, 4]), float([4, 5]));
  expect(countFlops([ops.exp(y), ops.neg(y)])).toBe(2 * 3 * 4 * 5);
});

test('fused attention counts as much as its products', () => {
  const [q, k] = [float([2, 6, 8]), float([2, 5, 8])];
  expect(countFlops([attention(q, k, k, { heads: 2, fused: true })])).toBe(
    countFlops([attention(q, k, k, { heads: 2 })]),
  );
});

test('the gradient of a convolution by its input costs what the convolution costs', () => {
  const options = { stride: 1, pads: [0, 0, 0, 0], outputPadding: [0, 0] } as const;
  const forward = ops.conv(float([1, 3, 6, 6]), float([4, 3, 3, 3]), undefined);
  expect(countFlops([ops.convTranspose(forward, float([4, 3, 3, 3]), options)])).toBe(
    2 * countFlops([forward]),
  );
});
