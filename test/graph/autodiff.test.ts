/** @file The walk of reverse-mode differentiation: what it sums, what it leaves out, what it refuses. */
import { expect, test } from 'vitest';
import { gradients } from '../../src/graph/autodiff.ts';
import { defineUnary } from '../../src/graph/elementwise.ts';
import { emit } from '../../src/graph/emit.ts';
import { attention, linear, mean } from '../../src/graph/functional.ts';
import { constant, input, type Value } from '../../src/graph/graph.ts';
import * as ops from '../../src/graph/ops/index.ts';
import { nodesInOrder } from '../../src/graph/order.ts';
import type { Shape } from '../../src/tensor/shape.ts';
import { float32 } from '../../src/tensor/tensor.ts';
import { expectAllClose } from '../helpers/allclose.ts';
import { evaluate } from '../helpers/evaluate.ts';
import { type GradientCheck, worstGradientError } from '../helpers/gradcheck.ts';

const float = (name: string, shape: Shape): Value => input(name, { dtype: 'float32', shape });
const row = (...values: number[]) => float32([values.length], Float32Array.from(values));
const total = (x: Value): Value => ops.reduceSum(x, [...x.type.shape.keys()]);
const only = <T>(list: readonly T[]): T => {
  const [first] = list;
  if (first === undefined || list.length !== 1) throw new RangeError(`${list.length} elements, expected one`);
  return first;
};
const opTypes = (values: readonly Value[]): string[] => nodesInOrder(values).map(({ op }) => op.opType);

test('a value used twice gets the sum of both cotangents', async () => {
  const x = float('x', [3]);
  const dx = only(gradients(total(ops.add(ops.mul(x, x), x)), [x]));
  const { dx: found } = await evaluate({ dx }, { x: row(1, 2, 3) });
  expectAllClose(found?.data as Float32Array, [3, 5, 7]);
});

test('a value used many times is summed in one node', async () => {
  const x = float('x', [2]);
  const uses = [ops.exp(x), ops.neg(x), ops.mul(x, constant(row(2, 3))), x];
  const dx = only(gradients(total(ops.sum(uses)), [x]));
  expect(opTypes([dx]).filter((type) => type === 'Sum')).toHaveLength(1);
  const { dx: found } = await evaluate({ dx }, { x: row(0, 1) });
  expectAllClose(found?.data as Float32Array, [1 - 1 + 2 + 1, Math.E - 1 + 3 + 1]);
});

test('an intermediate value and what it is computed from both get their gradient', async () => {
  const x = float('x', [2]);
  const h = ops.exp(x);
  const [dh, dx] = gradients(total(ops.mul(h, h)), [h, x]) as [Value, Value];
  const found = await evaluate({ dh, dx }, { x: row(0, 1) });
  expectAllClose(found['dh']?.data as Float32Array, [2, 2 * Math.E]);
  expectAllClose(found['dx']?.data as Float32Array, [2, 2 * Math.E ** 2]);
});

test('the loss by itself has gradient one', async () => {
  const x = float('x', []);
  const dx = only(gradients(x, [x]));
  expect((await evaluate({ dx }))['dx']?.data).toEqual(Float32Array.of(1));
});

test('a frozen branch adds no nodes', () => {
  const [w, frozen, x] = [float('w', [4, 4]), float('frozen', [4, 4]), float('x', [2, 4])];
  const h = linear(ops.tanh(linear(x, frozen)), w);
  const loss = total(h);
  const forward = new Set(nodesInOrder([loss]));
  const backward = nodesInOrder(gradients(loss, [w])).filter((node) => !forward.has(node));
  const reads = backward.flatMap(({ inputs }) => inputs);
  expect(reads).not.toContain(frozen);
  expect(reads).not.toContain(x);
  // the cotangent of h, and its product with the activations
  expect(backward.filter(({ op }) => op.opType === 'Gemm')).toHaveLength(1);
});

test('an input below a frozen layer gets its gradient, the frozen weights none', () => {
  const [frozen, x] = [float('frozen', [3, 4]), float('x', [2, 4])];
  const loss = total(linear(x, frozen));
  const forward = new Set(nodesInOrder([loss]));
  const backward = nodesInOrder(gradients(loss, [x])).filter((node) => !forward.has(node));
  expect(backward.map(({ op }) => op.opType).sort()).toEqual(['Expand', 'Gemm', 'Reshape']);
});

test('a network of twenty thousand operators is differentiated and emitted', () => {
  const x = float('x', [1]);
  let h = x;
  for (let i = 0; i < 20_000; i++) h = ops.exp(h);
  const dx = only(gradients(total(h), [x]));
  expect(opTypes([dx]).filter((type) => type === 'Mul')).toHaveLength(20_000);
  expect(emit({ dx }).inputs.map(({ name }) => name)).toEqual(['x']);
});

test('a loss that does not depend on a value is refused by its name', () => {
  const [x, y] = [float('x', [2]), float('y', [2])];
  expect(() => gradients(total(x), [x, y])).toThrow('the loss does not depend on y');
});

test('a loss of more than one element is refused', () => {
  const x = float('x', [2]);
  expect(() => gradients(x, [x])).toThrow('the loss must have one element');
});

test('an operator without a gradient is refused on the way to what is wanted, and only there', () => {
  const [q, w] = [float('q', [1, 2, 4]), float('w', [4])];
  const fused = attention(q, q, q, { heads: 2, fused: true });
  expect(() => gradients(total(fused), [q])).toThrow('MultiHeadAttention has no gradient');
  expect(gradients(total(ops.mul(fused, w)), [w])).toHaveLength(1);
});

test('a gradient can be differentiated again', async () => {
  const x = float('x', [2]);
  const first = only(gradients(total(ops.mul(ops.mul(x, x), x)), [x]));
  const second = only(gradients(total(first), [x]));
  const { second: found } = await evaluate({ second }, { x: row(1, -2) });
  expectAllClose(found?.data as Float32Array, [6, -12]);
});

const compositeChecks: Readonly<Record<string, GradientCheck>> = {
  attention: {
    inputs: { q: [2, 3, 8], k: [2, 5, 8], v: [2, 5, 8] },
    build: ({ q, k, v }) => attention(need(q), need(k), need(v), { heads: 2 }),
  },
  'causal attention': {
    inputs: { q: [2, 4, 4] },
    build: ({ q }) => attention(need(q), need(q), need(q), { heads: 1, causal: true }),
  },
  'a layer whose weight is used twice': {
    inputs: { x: [3, 4], w: [4, 4], b: [4] },
    build: ({ x, w, b }) =>
      mean(ops.tanh(linear(ops.tanh(linear(need(x), need(w), need(b))), need(w), need(b)))),
  },
};

function need(value: Value | undefined): Value {
  if (value === undefined) throw new RangeError('no such input');
  return value;
}

test.each(Object.entries(compositeChecks))('%s agrees with central differences', async (_name, check) => {
  expect(await worstGradientError(check)).toBeLessThan(1e-2);
});

test('central differences tell a wrong rule', async () => {
  const wrong = defineUnary('Exp', 'input', 'output', (dy) => dy);
  const check: GradientCheck = { inputs: { x: [4] }, build: ({ x }) => wrong(need(x)) };
  expect(await worstGradientError(check)).toBeGreaterThan(0.1);
});
