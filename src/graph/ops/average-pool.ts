/** @file Means of square blocks that do not overlap. ONNX: AveragePool, opset 11. */
import { ShapeError } from '../../errors.ts';
import { formatShape } from '../../tensor/shape.ts';
import { scalar } from '../constants.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';
import { expand } from './expand.ts';
import { mul } from './mul.ts';
import { reshape } from './reshape.ts';

const op = defineOp({
  opType: 'AveragePool',
  inputs: ['X'],
  outputs: ['Y'],
  attributes: { kernel_shape: [2, 2] as readonly number[], strides: [2, 2] as readonly number[] },
  infer({ X: { type } }, { kernel_shape: [kernel = 1] }) {
    const [batch = 0, channels = 0, height = 0, width = 0] = type.shape;
    if (type.shape.length !== 4 || height % kernel !== 0 || width % kernel !== 0) {
      throw new ShapeError(`AveragePool: blocks of ${kernel} in ${formatShape(type.shape)}`);
    }
    return { Y: { dtype: type.dtype, shape: [batch, channels, height / kernel, width / kernel] } };
  },
  vjp: ({ inputs: { X }, attributes: { kernel_shape } }, { Y: dY }) => ({
    X() {
      const [kernel = 1] = kernel_shape;
      const [batch = 1, channels = 1, height = 1, width = 1] = dY.type.shape;
      const share = reshape(mul(dY, scalar(1 / kernel ** 2)), [batch, channels, height, 1, width, 1]);
      return reshape(expand(share, [batch, channels, height, kernel, width, kernel]), X.type.shape);
    },
  }),
});

/** [batch, channels, height, width] to height / k and width / k, which must be whole. Throws ShapeError. */
export const averagePool = (X: Value, k: number): Value =>
  op({ X }, { kernel_shape: [k, k], strides: [k, k] }).Y;
