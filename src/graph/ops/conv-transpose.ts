/** @file The gradient of a strided convolution by its input. ONNX: ConvTranspose, opset 11. It has no gradient itself. */
import { ShapeError } from '../../errors.ts';
import { formatShape } from '../../tensor/shape.ts';
import type { Value } from '../graph.ts';
import { defineOp, sharedDType } from '../op.ts';

const op = defineOp({
  opType: 'ConvTranspose',
  inputs: ['X', 'W'],
  outputs: ['Y'],
  attributes: {
    kernel_shape: [] as readonly number[],
    strides: [1, 1] as readonly number[],
    pads: [0, 0, 0, 0] as readonly number[],
    output_padding: [0, 0] as readonly number[],
    /** Left out where it is 1. */
    group: undefined as number | undefined,
  },
  infer({ X: { type }, W }, { strides, pads, output_padding, group = 1 }) {
    const [batch = 0, channels, height = 0, width = 0] = type.shape;
    const [inChannels, outChannels = 0, kernelHeight = 0, kernelWidth = 0] = W.type.shape;
    if (type.shape.length !== 4 || W.type.shape.length !== 4 || channels !== inChannels) {
      throw new ShapeError(`ConvTranspose: ${formatShape(type.shape)} by ${formatShape(W.type.shape)}`);
    }
    const size = (input: number, kernel: number, axis: 0 | 1): number =>
      (input - 1) * (strides[axis] ?? 1) +
      kernel +
      (output_padding[axis] ?? 0) -
      (pads[axis] ?? 0) -
      (pads[axis + 2] ?? 0);
    const shape = [batch, outChannels * group, size(height, kernelHeight, 0), size(width, kernelWidth, 1)];
    return { Y: { dtype: sharedDType('ConvTranspose', type, W.type), shape } };
  },
});

export interface ConvTransposeOptions {
  readonly stride: number;
  /** The convolution's; 1 by default. */
  readonly group?: number;
  /** [top, left, bottom, right] that the convolution padded. */
  readonly pads: readonly [number, number, number, number];
  /** Rows and columns at the bottom and right that the convolution did not reach. */
  readonly outputPadding: readonly [number, number];
}

/** `X` [batch, out, h, w] and the convolution's `W` [out, in / group, kh, kw] to [batch, in, height, width]. Throws ShapeError. */
export const convTranspose = (
  X: Value,
  W: Value,
  { stride, pads, outputPadding, group = 1 }: ConvTransposeOptions,
): Value =>
  op(
    { X, W },
    {
      kernel_shape: W.type.shape.slice(2),
      strides: [stride, stride],
      pads,
      output_padding: outputPadding,
      group: group === 1 ? undefined : group,
    },
  ).Y;
