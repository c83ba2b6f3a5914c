/** @file a where the condition holds, else b, under broadcasting. ONNX: Where, opset 16. */
import { ShapeError } from '../../errors.ts';
import { broadcastShapes } from '../../tensor/shape.ts';
import { scalar } from '../constants.ts';
import { broadcastTypes } from '../elementwise.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';

const op = defineOp({
  opType: 'Where',
  inputs: ['condition', 'X', 'Y'],
  outputs: ['output'],
  infer({ condition, X, Y }) {
    if (condition.type.dtype !== 'bool') throw new ShapeError(`Where: a ${condition.type.dtype} condition`);
    const { dtype, shape } = broadcastTypes('Where', X.type, Y.type);
    return { output: { dtype, shape: broadcastShapes(condition.type.shape, shape) } };
  },
  vjp: ({ inputs: { condition } }, { output: dy }) => ({
    X: () => where(condition, dy, scalar(0)),
    Y: () => where(condition, scalar(0), dy),
  }),
});

/** `condition` is bool. */
export const where = (condition: Value, X: Value, Y: Value): Value => op({ condition, X, Y }).output;
