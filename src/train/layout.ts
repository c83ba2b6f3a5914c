/** @file All parameters side by side in one flat array, and the shared arrays of that length that a training needs. */
import type { Parameter } from '../checkpoint/parameter-scope.ts';
import { type Shape, sizeOf } from '../tensor/shape.ts';
import { type Tensor, tensor } from '../tensor/tensor.ts';

interface Slot {
  readonly key: string;
  readonly shape: Shape;
  readonly start: number;
  readonly end: number;
}

export interface Layout {
  readonly slots: readonly Slot[];
  /** Elements of a flat array, paddings included. */
  readonly size: number;
}

/** float32 elements of 64 bytes. */
const ALIGNMENT = 16;

export function layoutOf(parameters: readonly Pick<Parameter, 'key' | 'shape'>[]): Layout {
  let size = 0;
  const slots = parameters.map(({ key, shape }) => {
    const start = size;
    const end = start + sizeOf(shape);
    size = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
    return { key, shape, start, end };
  });
  return { slots, size };
}

/** Views by key into a flat array. */
export const viewsOf = ({ slots }: Layout, flat: Float32Array): Map<string, Tensor<'float32'>> =>
  new Map(
    slots.map(({ key, shape, start, end }) => [key, tensor('float32', shape, flat.subarray(start, end))]),
  );

/** The part of a flat array that a shard updates: [start, end), aligned. */
export function sliceOf({ size }: Layout, shard: number, shards: number): readonly [number, number] {
  const length = Math.ceil(size / shards / ALIGNMENT) * ALIGNMENT;
  return [Math.min(size, shard * length), Math.min(size, (shard + 1) * length)];
}

/** Flat arrays in shared memory. */
export interface TrainingState {
  readonly parameters: Float32Array;
  readonly ema: Float32Array;
  /** Adam's running means of the gradient and of its square. */
  readonly moment1: Float32Array;
  readonly moment2: Float32Array;
  /** One for each shard. */
  readonly gradients: readonly Float32Array[];
}

export function allocateState({ size }: Layout, shards: number): TrainingState {
  const flat = (): Float32Array => new Float32Array(new SharedArrayBuffer(size * 4));
  return {
    parameters: flat(),
    ema: flat(),
    moment1: flat(),
    moment2: flat(),
    gradients: Array.from({ length: shards }, flat),
  };
}
