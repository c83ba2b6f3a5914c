/** @file Slices of a value at given indices: embeddings. ONNX: Gather, opset 13. */
import { ShapeError } from '../../errors.ts';
import { normalizeAxis, sizeOf } from '../../tensor/shape.ts';
import { scalar } from '../constants.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';
import { cast } from './cast.ts';
import { expand } from './expand.ts';
import { reshape } from './reshape.ts';
import { scatterAdd } from './scatter-nd.ts';
import { transpose } from './transpose.ts';

const op = defineOp({
  opType: 'Gather',
  inputs: ['data', 'indices'],
  outputs: ['output'],
  attributes: { axis: 0 },
  infer({ data: { type }, indices }, { axis }) {
    if (indices.type.dtype !== 'int32' && indices.type.dtype !== 'int64') {
      throw new ShapeError(`Gather: ${indices.type.dtype} indices`);
    }
    const shape = [...type.shape.slice(0, axis), ...indices.type.shape, ...type.shape.slice(axis + 1)];
    return { output: { dtype: type.dtype, shape } };
  },
  vjp: ({ inputs: { data, indices }, attributes: { axis } }, { output: dy }) => ({
    data: () => scatterRows(dy, data, indices, axis),
  }),
});

function scatterRows(dy: Value, data: Value, indices: Value, axis: number): Value {
  const { shape } = data.type;
  const count = sizeOf(indices.type.shape);
  const flat = reshape(dy, [...shape.slice(0, axis), count, ...shape.slice(axis + 1)]);
  const order = [axis, ...shape.keys()].filter((a, i) => i === 0 || a !== axis);
  const rows = axis === 0 ? flat : transpose(flat, order);
  const zeros = expand(scalar(0), order.map((a) => shape[a] ?? 1)); // prettier-ignore
  const sums = scatterAdd(zeros, cast(reshape(indices, [count, 1]), 'int64'), rows);
  return axis === 0 ? sums : transpose(sums, order.map((_, a) => order.indexOf(a))); // prettier-ignore
}

/** The axis of `data` is replaced by the dimensions of `indices` (int32 or int64). Throws ShapeError. */
export const gather = (data: Value, indices: Value, axis = 0): Value =>
  op({ data, indices }, { axis: normalizeAxis(axis, data.type.shape) }).output;
