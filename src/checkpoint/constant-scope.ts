/** @file The scope of a frozen model in memory: its tensors are constants of the graph. */
import { constant } from '../graph/graph.ts';
import { rowsOf, type Tensor } from '../tensor/tensor.ts';
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
