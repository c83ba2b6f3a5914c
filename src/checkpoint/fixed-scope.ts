/** @file What scopes over tensors that are already there have in common: checked shapes, and one value for what is asked twice. */
import { CheckpointError } from '../errors.ts';
import type { Value } from '../graph/graph.ts';
import { formatShape, sameShape, type Shape } from '../tensor/shape.ts';
import type { Kernels, Scope } from './scope.ts';

export interface FixedTensor {
  readonly shape: Shape;
  /** Rows [start, end) as a float32 value. A scalar counts as one row. */
  readonly rows: (start: number, end: number) => Value;
}

export interface FixedTensors {
  readonly kernels: Kernels;
  readonly find: (key: string) => FixedTensor | undefined;
  /** What stands before a key in complaints; nothing by default. */
  readonly place?: string;
}

/** Throws CheckpointError, as layers ask, for what is missing or misshapen. */
export function fixedScope({ kernels, find, place = '' }: FixedTensors): Scope {
  const values = new Map<string, Value>();

  const get = (key: string, shape: Shape, start: number, end: number): Value => {
    const found = find(key);
    if (found === undefined) {
      throw new CheckpointError(`${place}${key} is missing, expected ${formatShape(shape)}`);
    }
    if (!sameShape(found.shape, shape)) {
      throw new CheckpointError(
        `${place}${key} has shape ${formatShape(found.shape)}, expected ${formatShape(shape)}`,
      );
    }
    const name = `${key}[${start}:${end}]`;
    const value = values.get(name) ?? found.rows(start, end);
    values.set(name, value);
    return value;
  };

  const at = (prefix: string): Scope => ({
    kernels,
    at: (name) => at(`${prefix}${name}.`),
    tensor: (key, shape) => get(prefix + key, shape, 0, shape[0] ?? 1),
    rows: (key, shape, _init, start, end) => get(prefix + key, shape, start, end),
    has: (key) => find(prefix + key) !== undefined,
  });
  return at('');
}
