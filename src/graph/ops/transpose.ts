/** @file Dimensions in another order. ONNX: Transpose, opset 13. */
import { ShapeError } from '../../errors.ts';
import { formatShape } from '../../tensor/shape.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';

const op = defineOp({
  opType: 'Transpose',
  inputs: ['data'],
  outputs: ['transposed'],
  attributes: { perm: [] as readonly number[] },
  infer({ data: { type } }, { perm }) {
    const isPermutation =
      perm.length === type.shape.length && type.shape.every((_, axis) => perm.includes(axis));
    if (!isPermutation) {
      throw new ShapeError(`Transpose: ${formatShape(perm)} is no order of ${formatShape(type.shape)}`);
    }
    return { transposed: { dtype: type.dtype, shape: perm.map((axis) => type.shape[axis] ?? 1) } };
  },
  vjp: ({ attributes: { perm } }, { transposed: dy }) => ({
    data: () =>
      transpose(
        dy,
        perm.map((_, axis) => perm.indexOf(axis)),
      ),
  }),
});

/** Dimension i of the result is dimension perm[i] of `data`. Throws ShapeError. */
export const transpose = (data: Value, perm: readonly number[]): Value => op({ data }, { perm }).transposed;
