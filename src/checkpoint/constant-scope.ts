/** @file The scope of a frozen model in memory: its tensors are constants of the graph. */
import { CheckpointError } from '../errors.ts';
import { constant, type Value } from '../graph/graph.ts';
import { formatShape, sameShape, type Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Kernels, Scope } from './scope.ts';

/** Throws CheckpointError, as layers ask, for what is missing or misshapen. */
export function constantScope(
  tensors: ReadonlyMap<string, Tensor<'float32'>>,
  { kernels = 'differentiable' }: { readonly kernels?: Kernels } = {},
): Scope {
  const values = new Map<string, Value>();

  const get = (key: string, shape: Shape, start: number, end: number): Value => {
    const found = tensors.get(key);
    if (found === undefined) throw new CheckpointError(`${key} is missing, expected ${formatShape(shape)}`);
    if (!sameShape(found.shape, shape)) {
      throw new CheckpointError(
        `${key} has shape ${formatShape(found.shape)}, expected ${formatShape(shape)}`,
      );
    }
    const name = `${key}[${start}:${end}]`;
    const value = values.get(name) ?? constant(rowsOf(found, start, end));
    values.set(name, value);
    return value;
  };

  const at = (prefix: string): Scope => ({
    kernels,
    at: (name) => at(`${prefix}${name}.`),
    tensor: (key, shape) => get(prefix + key, shape, 0, shape[0] ?? 1),
    rows: (key, shape, _init, start, end) => get(prefix + key, shape, start, end),
    has: (key) => tensors.has(prefix + key),
  });
  return at('');
}

function rowsOf(found: Tensor<'float32'>, start: number, end: number): Tensor<'float32'> {
  const rows = found.shape[0] ?? 1;
  if (start === 0 && end === rows) return found;
  const rowSize = found.data.length / rows;
  const data = found.data.subarray(start * rowSize, end * rowSize);
  return { dtype: 'float32', shape: [end - start, ...found.shape.slice(1)], data };
}
