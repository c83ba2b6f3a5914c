/** @file Maxima of square windows, which may overlap. ONNX: MaxPool, opset 12. */
import { ShapeError } from '../../errors.ts';
import { formatShape } from '../../tensor/shape.ts';
import { float32 } from '../../tensor/tensor.ts';
import { scalar } from '../constants.ts';
import { constant, type Value } from '../graph.ts';
import { defineOp } from '../op.ts';
import { conv } from './conv.ts';
import { convTranspose } from './conv-transpose.ts';
import { equal } from './equal.ts';
import { reshape } from './reshape.ts';
import { where } from './where.ts';

const op = defineOp({
  opType: 'MaxPool',
  inputs: ['X'],
  outputs: ['Y'],
  attributes: { kernel_shape: [2, 2] as readonly number[], strides: [2, 2] as readonly number[] },
  infer({ X: { type } }, { kernel_shape: [kernel = 1], strides: [stride = 1] }) {
    const [batch = 0, channels = 0, height = 0, width = 0] = type.shape;
    if (type.shape.length !== 4 || height < kernel || width < kernel) {
      throw new ShapeError(`MaxPool: windows of ${kernel} in ${formatShape(type.shape)}`);
    }
    const size = (length: number): number => Math.floor((length - kernel) / stride) + 1;
    return { Y: { dtype: type.dtype, shape: [batch, channels, size(height), size(width)] } };
  },
  vjp: ({ inputs: { X }, outputs: { Y }, attributes: { kernel_shape, strides } }, { Y: dY }) => ({
    X: () => inputGradient(X, Y, dY, kernel_shape[0] ?? 1, strides[0] ?? 1),
  }),
});

/** Every place of a window that holds its maximum gets the window's cotangent. */
function inputGradient(X: Value, Y: Value, dY: Value, kernel: number, stride: number): Value {
  const [, , height = 0, width = 0] = X.type.shape;
  const [batch = 0, channels = 0, outHeight = 0, outWidth = 0] = Y.type.shape;
  const unfold = oneAtATime(kernel);
  const windows = conv(reshape(X, [batch * channels, 1, height, width]), unfold, undefined, { stride });
  const perWindow = (value: Value): Value => reshape(value, [batch * channels, 1, outHeight, outWidth]);
  const shares = where(equal(windows, perWindow(Y)), perWindow(dY), scalar(0));
  const folded = convTranspose(shares, unfold, {
    stride,
    pads: [0, 0, 0, 0],
    outputPadding: [height - (outHeight - 1) * stride - kernel, width - (outWidth - 1) * stride - kernel],
  });
  return reshape(folded, X.type.shape);
}

/** Kernels [cells, 1, kernel, kernel] that pick out one cell each. */
function oneAtATime(kernel: number): Value {
  const cells = kernel * kernel;
  const weights = new Float32Array(cells * cells);
  for (let cell = 0; cell < cells; cell++) weights[cell * cells + cell] = 1;
  return constant(float32([cells, 1, kernel, kernel], weights));
}

/** [batch, channels, height, width]; rows and columns that fill no window are left out. Throws ShapeError. */
export const maxPool = (X: Value, kernel: number, stride = kernel): Value =>
  op({ X }, { kernel_shape: [kernel, kernel], strides: [stride, stride] }).Y;
