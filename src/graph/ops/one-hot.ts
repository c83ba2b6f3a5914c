/** @file 1 at the index, 0 elsewhere. ONNX: OneHot, opset 11. Its gradient is zero. */
import { ShapeError } from '../../errors.ts';
import { float32 } from '../../tensor/tensor.ts';
import { int32s, integers } from '../constants.ts';
import { constant, type Value } from '../graph.ts';
import { defineOp } from '../op.ts';

const op = defineOp({
  opType: 'OneHot',
  inputs: ['indices', 'depth', 'values'],
  outputs: ['output'],
  attributes: { axis: -1 },
  infer({ indices: { type }, depth }) {
    if (depth.source.kind !== 'constant') throw new ShapeError('OneHot: depth must be a constant');
    return { output: { dtype: 'float32', shape: [...type.shape, Number(depth.source.tensor.data[0])] } };
  },
  vjp: () => ({}),
});

/** float32 [...ids, depth] of int32 or int64 `ids`. */
export const oneHot = (ids: Value, depth: number): Value =>
  op({
    indices: ids,
    depth: ids.type.dtype === 'int64' ? integers([depth]) : int32s([1], [depth]),
    values: constant(float32([2], Float32Array.of(0, 1))),
  }).output;
