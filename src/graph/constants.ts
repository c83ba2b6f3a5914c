/** @file Constants: the small tensors that operators take as inputs, and what shape rules read back from them. */
import { ShapeError } from '../errors.ts';
import { type Shape, sizeOf } from '../tensor/shape.ts';
import { float32, int64, tensor } from '../tensor/tensor.ts';
import { constant, type Value } from './graph.ts';

/** A float32 constant of shape []. */
export const scalar = (value: number): Value => constant(float32([], Float32Array.of(value)));

/** A float32 constant that holds one number everywhere. */
export const filled = (shape: Shape, value: number): Value =>
  constant(float32(shape, new Float32Array(sizeOf(shape)).fill(value)));

/** A one-dimensional int64 constant: shapes, axes, pads. */
export const integers = (values: readonly number[]): Value => constant(int64([values.length], values));

export const int32s = (shape: Shape, values: readonly number[]): Value =>
  constant(tensor('int32', shape, Int32Array.from(values)));

/** The numbers of an int64 constant. Throws ShapeError when the value is only known at run time. */
export function integersOf(value: Value): number[] {
  const { source } = value;
  if (source.kind !== 'constant' || source.tensor.dtype !== 'int64') {
    throw new ShapeError('a shape, an axis list or pads must be an int64 constant');
  }
  return Array.from(source.tensor.data, Number);
}

/** Whether the value is known to hold `number` everywhere. */
export function isFilledWith(value: Value, number: number): boolean {
  const { source } = value;
  return (
    source.kind === 'constant' &&
    source.tensor.dtype === 'float32' &&
    (source.tensor.data as Float32Array).every((element) => element === number)
  );
}
