/** @file Two-dimensional convolution of NCHW pictures. ONNX: Conv, opset 11. */
import { ShapeError } from '../../errors.ts';
import { formatShape, sameShape, sizeOf } from '../../tensor/shape.ts';
import { float32 } from '../../tensor/tensor.ts';
import { convWeightGradient, type Padding } from '../conv-weight-gradient.ts';
import { groupedConvWeightGradient } from '../grouped-conv-weight-gradient.ts';
import { constant, type Value } from '../graph.ts';
import { defineOp, sharedDType } from '../op.ts';
import { convTranspose } from './conv-transpose.ts';
import { matMul } from './mat-mul.ts';
import { reduceSum } from './reduce-sum.ts';
import { reshape } from './reshape.ts';
import { transpose } from './transpose.ts';

const op = defineOp({
  opType: 'Conv',
  inputs: ['X', 'W', 'B?'],
  outputs: ['Y'],
  attributes: {
    kernel_shape: [] as readonly number[],
    strides: [1, 1] as readonly number[],
    pads: [0, 0, 0, 0] as readonly number[],
    /** Left out where it is 1. */
    group: undefined as number | undefined,
  },
  infer({ X: { type }, W, B }, { strides: [stride = 1], pads, group = 1 }) {
    const [batch = 0, channels, height = 0, width = 0] = type.shape;
    const [outChannels = 0, inChannels = 0, kernelHeight = 0, kernelWidth = 0] = W.type.shape;
    const [top = 0, left = 0, bottom = 0, right = 0] = pads;
    const size = (padded: number, kernel: number): number => Math.floor((padded - kernel) / stride) + 1;
    const outHeight = size(height + top + bottom, kernelHeight);
    const outWidth = size(width + left + right, kernelWidth);
    const fits = type.shape.length === 4 && W.type.shape.length === 4 && channels === inChannels * group;
    const isDivided = outChannels % group === 0;
    if (
      !fits ||
      !isDivided ||
      outHeight < 1 ||
      outWidth < 1 ||
      (B !== undefined && !sameShape(B.type.shape, [outChannels]))
    ) {
      const bias = B === undefined ? '' : ` and bias ${formatShape(B.type.shape)}`;
      const groups = group === 1 ? '' : ` in ${group} groups`;
      throw new ShapeError(
        `Conv: ${formatShape(type.shape)} by ${formatShape(W.type.shape)}${bias}${groups}`,
      );
    }
    const dtype = sharedDType('Conv', type, W.type, B?.type);
    return { Y: { dtype, shape: [batch, outChannels, outHeight, outWidth] } };
  },
  vjp({ inputs: { X, W }, attributes: { strides, pads, group = 1 } }, { Y: dY }) {
    const [stride = 1] = strides;
    const padding = asPadding(pads);
    return {
      X: () => inputGradient(X, W, dY, stride, padding, group),
      W: () =>
        group === 1
          ? convWeightGradient(X, W.type.shape, dY, stride, padding)
          : groupedConvWeightGradient(X, W.type.shape, dY, { stride, padding, group }),
      B: () => sumPixels(dY),
    };
  },
});

const asPadding = ([top = 0, left = 0, bottom = 0, right = 0]: readonly number[]): Padding => [
  top,
  left,
  bottom,
  right,
];

/** At stride 1 a convolution with the flipped kernel, which is faster than ConvTranspose. */
function inputGradient(
  X: Value,
  W: Value,
  dY: Value,
  stride: number,
  padding: Padding,
  group: number,
): Value {
  const [, , kernelHeight = 1, kernelWidth = 1] = W.type.shape;
  const [top, left, bottom, right] = padding;
  const opposite = [
    kernelHeight - 1 - top,
    kernelWidth - 1 - left,
    kernelHeight - 1 - bottom,
    kernelWidth - 1 - right,
  ];
  if (stride === 1 && opposite.every((amount) => amount >= 0)) {
    return conv(dY, mirrored(W, group), undefined, { padding: asPadding(opposite), group });
  }
  const [, , height = 0, width = 0] = X.type.shape;
  const [, , outHeight = 0, outWidth = 0] = dY.type.shape;
  return convTranspose(dY, W, {
    stride,
    group,
    pads: padding,
    outputPadding: [
      height + top + bottom - (outHeight - 1) * stride - kernelHeight,
      width + left + right - (outWidth - 1) * stride - kernelWidth,
    ],
  });
}

/** Within each group [out, in, kh, kw] to [in, out, kh, kw], with each kernel's cells in reverse order. */
function mirrored(W: Value, group: number): Value {
  const [out = 1, channels = 1, ...kernel] = W.type.shape;
  const cells = sizeOf(kernel);
  if (cells === 1 && group === 1) return transpose(W, [1, 0, 2, 3]);
  const reversed = matMul(reshape(W, [out * channels, cells]), reversal(cells));
  const [from, perm] =
    group === 1
      ? [
          [out, channels, cells],
          [1, 0, 2],
        ]
      : [
          [group, out / group, channels, cells],
          [0, 2, 1, 3],
        ];
  return reshape(transpose(reshape(reversed, from), perm), [group * channels, out / group, ...kernel]);
}

/** The permutation matrix that reverses: a product with it takes half the time of a Slice with steps of -1. */
function reversal(size: number): Value {
  const matrix = new Float32Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + size - 1 - i] = 1;
  return constant(float32([size, size], matrix));
}

function sumPixels(dY: Value): Value {
  const [batch = 0, channels = 0] = dY.type.shape;
  return reduceSum(reduceSum(reshape(dY, [batch, channels, -1]), [2]), [0]);
}

export interface ConvOptions {
  readonly stride?: number;
  /** One number for all four sides, or each. */
  readonly padding?: number | Padding;
  /** Runs of channels that do not see each other: `w` is [out, in / group, kh, kw]; `in` groups are a depthwise one. */
  readonly group?: number;
}

/** `x` [batch, in, height, width], `w` [out, in, kh, kw], `b` [out]. Throws ShapeError. */
export function conv(
  x: Value,
  w: Value,
  b: Value | undefined,
  { stride = 1, padding = 0, group = 1 }: ConvOptions = {},
): Value {
  const pads = typeof padding === 'number' ? [padding, padding, padding, padding] : padding;
  const attributes = {
    kernel_shape: w.type.shape.slice(2),
    strides: [stride, stride],
    pads,
    group: group === 1 ? undefined : group,
  };
  return op({ X: x, W: w, B: b }, attributes).Y;
}
