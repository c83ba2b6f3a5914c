/** @file Every pixel becomes a block of 2x2. ONNX: Resize (nearest), opset 13. */
import { ShapeError } from '../../errors.ts';
import { formatShape } from '../../tensor/shape.ts';
import { float32 } from '../../tensor/tensor.ts';
import { scalar } from '../constants.ts';
import { constant, type Value } from '../graph.ts';
import { defineOp } from '../op.ts';
import { averagePool } from './average-pool.ts';
import { mul } from './mul.ts';

const op = defineOp({
  opType: 'Resize',
  inputs: ['X', 'roi?', 'scales'],
  outputs: ['Y'],
  attributes: { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
  infer({ X: { type } }) {
    const [batch = 0, channels = 0, height = 0, width = 0] = type.shape;
    if (type.shape.length !== 4) throw new ShapeError(`Resize: ${formatShape(type.shape)} is not NCHW`);
    return { Y: { dtype: type.dtype, shape: [batch, channels, 2 * height, 2 * width] } };
  },
  vjp: (_node, { Y: dY }) => ({ X: () => mul(averagePool(dY, 2), scalar(4)) }),
});

/** [batch, channels, height, width] to twice the height and width. Throws ShapeError. */
export const resizeNearest2x = (X: Value): Value =>
  op({ X, scales: constant(float32([4], Float32Array.of(1, 1, 2, 2))) }).Y;
