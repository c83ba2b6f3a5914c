/** @file The mean over some axes. ONNX: ReduceMean, opset 18. */
import { sizeOf } from '../../tensor/shape.ts';
import { integers, integersOf, scalar } from '../constants.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';
import { keptShape, normalizeAxes, reducedShape } from '../reduction.ts';
import { expand } from './expand.ts';
import { mul } from './mul.ts';
import { reshape } from './reshape.ts';

const op = defineOp({
  opType: 'ReduceMean',
  inputs: ['data', 'axes'],
  outputs: ['reduced'],
  attributes: { keepdims: 1 },
  infer: ({ data: { type }, axes }, { keepdims }) => ({
    reduced: { dtype: type.dtype, shape: reducedShape(type.shape, integersOf(axes), keepdims === 1) },
  }),
  vjp: ({ inputs: { data, axes } }, { reduced: dy }) => ({
    data() {
      const { shape } = data.type;
      const share = mul(dy, scalar(sizeOf(dy.type.shape) / sizeOf(shape)));
      return expand(reshape(share, keptShape(shape, integersOf(axes))), shape);
    },
  }),
});

/** Over `axes` (negative ones count from the end); none leaves `x` as it is. Throws ShapeError. */
export function reduceMean(x: Value, axes: readonly number[], keepdims = false): Value {
  const normal = normalizeAxes(axes, x.type.shape);
  if (normal.length === 0) return x;
  return op({ data: x, axes: integers(normal) }, { keepdims: keepdims ? 1 : 0 }).reduced;
}
