/** @file The scope of a frozen model in memory: its tensors are constants of the graph. */
import { constant } from '../graph/graph.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { fixedScope } from './fixed-scope.ts';
import type { Kernels, Scope } from './scope.ts';

/** Throws CheckpointError, as layers ask, for what is missing or misshapen. */
export function constantScope(
  tensors: ReadonlyMap<string, Tensor<'float32'>>,
  { kernels = 'differentiable' }: { readonly kernels?: Kernels } = {},
): Scope {
  return fixedScope({
    kernels,
    find: (key) => {
      const found = tensors.get(key);
      return found && { shape: found.shape, rows: (start, end) => constant(rowsOf(found, start, end)) };
    },
  });
}

function rowsOf(found: Tensor<'float32'>, start: number, end: number): Tensor<'float32'> {
  const rows = found.shape[0] ?? 1;
  if (start === 0 && end === rows) return found;
  const rowSize = found.data.length / rows;
  const data = found.data.subarray(start * rowSize, end * rowSize);
  return { dtype: 'float32', shape: [end - start, ...found.shape.slice(1)], data };
}
