/** @file A tensor: a typed array with a shape. */
import { ShapeError } from '../errors.ts';
import type { DataOf, DType } from './dtype.ts';
import { formatShape, type Shape, sizeOf } from './shape.ts';

export interface TensorType {
  readonly dtype: DType;
  readonly shape: Shape;
}

export interface Tensor<D extends DType = DType> {
  readonly dtype: D;
  readonly shape: Shape;
  /** Row-major elements. */
  readonly data: DataOf[D];
}

/** Throws ShapeError when the number of elements is not that of the shape. */
export function tensor<D extends DType>(dtype: D, shape: Shape, data: DataOf[D]): Tensor<D> {
  if (data.length !== sizeOf(shape)) {
    throw new ShapeError(`shape ${formatShape(shape)} needs ${sizeOf(shape)} elements, got ${data.length}`);
  }
  return { dtype, shape, data };
}

/** Rows [start, end) of the first axis, in the same memory; a scalar counts as one row. */
export function rowsOf(whole: Tensor<'float32'>, start: number, end: number): Tensor<'float32'> {
  const [rows = 1, ...inner] = whole.shape;
  if (start === 0 && end === rows) return whole;
  const size = sizeOf(inner);
  return {
    dtype: 'float32',
    shape: [end - start, ...inner],
    data: whole.data.subarray(start * size, end * size),
  };
}

export const float32 = (shape: Shape, data = new Float32Array(sizeOf(shape))): Tensor<'float32'> =>
  tensor('float32', shape, data);

export const int64 = (shape: Shape, values: readonly number[]): Tensor<'int64'> =>
  tensor('int64', shape, BigInt64Array.from(values, BigInt));
