/** @file Repeats along dimensions of size 1 (broadcasting). ONNX: Expand, opset 13. */
import { ShapeError } from '../../errors.ts';
import { broadcastShapes, formatShape, sameShape, type Shape } from '../../tensor/shape.ts';
import { integers, integersOf } from '../constants.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';

const op = defineOp({
  opType: 'Expand',
  inputs: ['input', 'shape'],
  outputs: ['output'],
  infer({ input: { type }, shape }) {
    const to = integersOf(shape);
    if (!sameShape(broadcastShapes(type.shape, to), to)) {
      throw new ShapeError(`Expand: ${formatShape(type.shape)} does not broadcast to ${formatShape(to)}`);
    }
    return { output: { dtype: type.dtype, shape: to } };
  },
  vjp: (_node, { output: dy }) => ({ input: () => dy }),
});

/** `x` itself when it has that shape. Throws ShapeError. */
export const expand = (x: Value, shape: Shape): Value =>
  sameShape(x.type.shape, shape) ? x : op({ input: x, shape: integers(shape) }).output;
