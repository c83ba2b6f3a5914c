/** @file The same elements in another shape. ONNX: Reshape, opset 14. */
import { ShapeError } from '../../errors.ts';
import { formatShape, sameShape, type Shape, sizeOf } from '../../tensor/shape.ts';
import { integers, integersOf } from '../constants.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';

const op = defineOp({
  opType: 'Reshape',
  inputs: ['data', 'shape'],
  outputs: ['reshaped'],
  infer: ({ data, shape }) => ({ reshaped: { dtype: data.type.dtype, shape: integersOf(shape) } }),
  vjp: ({ inputs: { data } }, { reshaped: dy }) => ({ data: () => reshape(dy, data.type.shape) }),
});

/** One size of `shape` may be -1: what is left. `x` itself when it has that shape. Throws ShapeError. */
export function reshape(x: Value, shape: Shape): Value {
  const whole = complete(x.type.shape, shape);
  return sameShape(whole, x.type.shape) ? x : op({ data: x, shape: integers(whole) }).reshaped;
}

function complete(from: Shape, to: Shape): Shape {
  const known = sizeOf(to.filter((size) => size !== -1));
  const shape = to.map((size) => (size === -1 ? sizeOf(from) / known : size));
  const open = to.filter((size) => size === -1).length;
  if (open > 1 || sizeOf(shape) !== sizeOf(from) || !shape.every(Number.isInteger)) {
    throw new ShapeError(`Reshape: ${formatShape(from)} does not fit ${formatShape(to)}`);
  }
  return shape;
}
