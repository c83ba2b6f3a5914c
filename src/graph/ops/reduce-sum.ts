/** @file The sum over some axes. ONNX: ReduceSum, opset 13. */
import type { Value } from '../graph.ts';
import { integers, integersOf } from '../constants.ts';
import { defineOp } from '../op.ts';
import { keptShape, normalizeAxes, reducedShape } from '../reduction.ts';
import { expand } from './expand.ts';
import { reshape } from './reshape.ts';

const op = defineOp({
  opType: 'ReduceSum',
  inputs: ['data', 'axes'],
  outputs: ['reduced'],
  attributes: { keepdims: 1 },
  infer: ({ data: { type }, axes }, { keepdims }) => ({
    reduced: { dtype: type.dtype, shape: reducedShape(type.shape, integersOf(axes), keepdims === 1) },
  }),
  vjp: ({ inputs: { data, axes } }, { reduced: dy }) => ({
    data: () => expand(reshape(dy, keptShape(data.type.shape, integersOf(axes))), data.type.shape),
  }),
});

/** Over `axes` (negative ones count from the end); none leaves `x` as it is. Throws ShapeError. */
export function reduceSum(x: Value, axes: readonly number[], keepdims = false): Value {
  const normal = normalizeAxes(axes, x.type.shape);
  if (normal.length === 0) return x;
  return op({ data: x, axes: integers(normal) }, { keepdims: keepdims ? 1 : 0 }).reduced;
}
