/** @file Every operator's vector-Jacobian product. */
import { expect, test } from 'vitest';
import { gradients } from '../../src/graph/autodiff.ts';
import { input, type Value } from '../../src/graph/graph.ts';
import { add, reduceSum } from '../../src/graph/ops/index.ts';
import { float32 } from '../../src/tensor/tensor.ts';
import { evaluate } from '../helpers/evaluate.ts';
import { worstGradientError } from '../helpers/gradcheck.ts';
import { GRADIENT_CHECKS, ZERO_GRADIENT } from './gradient-checks.ts';

const cases = Object.entries(GRADIENT_CHECKS).flatMap(([name, checks]) =>
  checks.map((check) => {
    const shapes = Object.entries(check.inputs).map(([key, shape]) => `${key} [${shape.join(', ')}]`);
    return { title: `${name} of ${shapes.join(', ')}`, check };
  }),
);

test.each(cases)('the gradient of $title agrees with central differences', async ({ check }) => {
  expect(await worstGradientError(check)).toBeLessThan(1e-2);
});

test.each(Object.entries(ZERO_GRADIENT))('%s passes no gradient on', async (_name, op) => {
  const x = input('x', { dtype: 'float32', shape: [2] });
  const total = (value: Value): Value => reduceSum(value, [...value.type.shape.keys()]);
  const [dx] = gradients(add(total(x), total(op(x))), [x]);
  if (dx === undefined) throw new Error('no gradient');
  const result = await evaluate({ dx }, { x: float32([2], Float32Array.of(0.5, 2)) });
  expect([...(result['dx']?.data ?? [])]).toEqual([1, 1]);
  expect(() => gradients(total(op(x)), [x])).toThrow('the loss does not depend on x');
});
