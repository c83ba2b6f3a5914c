/** @file Adds rows into a value at the places that the indices name. ONNX: ScatterND (reduction add), opset 18. */
import { ShapeError } from '../../errors.ts';
import { formatShape, sameShape } from '../../tensor/shape.ts';
import type { Value } from '../graph.ts';
import { defineOp, sharedDType } from '../op.ts';

const op = defineOp({
  opType: 'ScatterND',
  inputs: ['data', 'indices', 'updates'],
  outputs: ['output'],
  attributes: { reduction: 'add' },
  infer({ data, indices, updates }) {
    const rows = indices.type.shape[0] ?? 0;
    const expected = [rows, ...data.type.shape.slice(1)];
    if (indices.type.dtype !== 'int64' || !sameShape(indices.type.shape, [rows, 1])) {
      throw new ShapeError(`ScatterND: ${indices.type.dtype} indices of ${formatShape(indices.type.shape)}`);
    }
    if (!sameShape(updates.type.shape, expected)) {
      throw new ShapeError(
        `ScatterND: updates of ${formatShape(updates.type.shape)}, expected ${formatShape(expected)}`,
      );
    }
    return { output: { dtype: sharedDType('ScatterND', data.type, updates.type), shape: data.type.shape } };
  },
});

/** data[indices[i]] += updates[i] over the first axis; `indices` is int64 [rows, 1]. Rows named twice add up. */
export const scatterAdd = (data: Value, indices: Value, updates: Value): Value =>
  op({ data, indices, updates }).output;
