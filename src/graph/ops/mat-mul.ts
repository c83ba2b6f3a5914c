/** @file Matrix products over the last two dimensions; those before broadcast. ONNX: MatMul, opset 13. */
import { ShapeError } from '../../errors.ts';
import { broadcastShapes, formatShape, type Shape } from '../../tensor/shape.ts';
import type { Value } from '../graph.ts';
import { defineOp, sharedDType } from '../op.ts';
import { transpose } from './transpose.ts';

const op = defineOp({
  opType: 'MatMul',
  inputs: ['A', 'B'],
  outputs: ['Y'],
  infer: ({ A, B }) => ({
    Y: { dtype: sharedDType('MatMul', A.type, B.type), shape: productShape(A.type.shape, B.type.shape) },
  }),
  vjp: ({ inputs: { A, B } }, { Y: dY }) => ({
    A: () => matMul(dY, transposeLast(B)),
    B: () => matMul(transposeLast(A), dY),
  }),
});

function productShape(a: Shape, b: Shape): Shape {
  const [rows, inner, height, columns] = [a.at(-2), a.at(-1), b.at(-2), b.at(-1)];
  if (rows === undefined || columns === undefined || inner === undefined || inner !== height) {
    throw new ShapeError(`MatMul: ${formatShape(a)} by ${formatShape(b)}`);
  }
  return [...broadcastShapes(a.slice(0, -2), b.slice(0, -2)), rows, columns];
}

function transposeLast(x: Value): Value {
  const rank = x.type.shape.length;
  const leading = Array.from({ length: rank - 2 }, (_, axis) => axis);
  return transpose(x, [...leading, rank - 1, rank - 2]);
}

/** [..., m, k] by [..., k, n] gives [..., m, n]. Throws ShapeError. */
export const matMul = (A: Value, B: Value): Value => op({ A, B }).Y;
