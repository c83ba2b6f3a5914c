/** @file The product of two matrices, either transposed, plus a broadcast third: the fastest linear map. ONNX: Gemm, opset 13. */
import { ShapeError } from '../../errors.ts';
import { broadcastShapes, formatShape, sameShape, type Shape } from '../../tensor/shape.ts';
import type { Value } from '../graph.ts';
import { defineOp, sharedDType } from '../op.ts';

const op = defineOp({
  opType: 'Gemm',
  inputs: ['A', 'B', 'C?'],
  outputs: ['Y'],
  attributes: { transA: 0, transB: 0 },
  infer({ A, B, C }, { transA, transB }) {
    const shape = productShape(A.type.shape, B.type.shape, transA === 1, transB === 1);
    if (C !== undefined && !sameShape(broadcastShapes(C.type.shape, shape), shape)) {
      throw new ShapeError(`Gemm: a C of ${formatShape(C.type.shape)} for a result of ${formatShape(shape)}`);
    }
    return { Y: { dtype: sharedDType('Gemm', A.type, B.type, C?.type), shape } };
  },
  vjp({ inputs: { A, B }, attributes }, { Y: dY }) {
    const [transA, transB] = [attributes.transA === 1, attributes.transB === 1];
    return {
      A: () => (transA ? gemm(B, dY, { transA: transB, transB: true }) : gemm(dY, B, { transB: !transB })),
      B: () => (transB ? gemm(dY, A, { transA: true, transB: transA }) : gemm(A, dY, { transA: !transA })),
      C: () => dY,
    };
  },
});

function productShape(a: Shape, b: Shape, transA: boolean, transB: boolean): Shape {
  const [m, k] = transA ? [a[1], a[0]] : [a[0], a[1]];
  const [height, n] = transB ? [b[1], b[0]] : [b[0], b[1]];
  if (a.length !== 2 || b.length !== 2 || k !== height || m === undefined || n === undefined) {
    const mark = (transposed: boolean): string => (transposed ? 'ᵀ' : '');
    throw new ShapeError(`Gemm: ${formatShape(a)}${mark(transA)} by ${formatShape(b)}${mark(transB)}`);
  }
  return [m, n];
}

export interface GemmOptions {
  /** Added to the product; broadcasts to it. */
  readonly c?: Value | undefined;
  readonly transA?: boolean;
  readonly transB?: boolean;
}

/** A·B + c of matrices. Throws ShapeError. */
export const gemm = (A: Value, B: Value, { c, transA = false, transB = false }: GemmOptions = {}): Value =>
  op({ A, B, C: c }, { transA: transA ? 1 : 0, transB: transB ? 1 : 0 }).Y;
