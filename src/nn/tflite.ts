/** @file Layers as TensorFlow Lite stores and computes them; a layer's keys are `Kernel` and `Bias`. The runtime turns kernels once. */
import { type Scope, zeros } from '../checkpoint/scope.ts';
import { constant, type Value } from '../graph/graph.ts';
import { clip, conv, matMul, mul, add, reduceMean, transpose } from '../graph/ops/index.ts';
import { scalar } from '../graph/constants.ts';
import { float32 } from '../tensor/tensor.ts';
import { pictureShape } from './conv2d.ts';
import { samePadding } from './tensorflow.ts';

/** Kernel `[out, height, width, in]`, padding as TensorFlow's SAME; `kernel` and `stride` are 1 by default. */
export function tfliteConv(
  scope: Scope,
  {
    out,
    kernel = 1,
    stride = 1,
  }: { readonly out: number; readonly kernel?: number; readonly stride?: number },
  x: Value,
): Value {
  const [, channels, height, width] = pictureShape(x);
  const stored = scope.tensor('Kernel', [out, kernel, kernel, channels], zeros);
  const padding = samePadding([height, width], kernel, stride);
  return conv(x, transpose(stored, [0, 3, 1, 2]), scope.tensor('Bias', [out], zeros), { stride, padding });
}

/** One kernel `[1, height, width, channels]` for each channel. */
export function tfliteDepthwise(
  scope: Scope,
  { kernel, stride = 1 }: { readonly kernel: number; readonly stride?: number },
  x: Value,
): Value {
  const [, channels, height, width] = pictureShape(x);
  const stored = scope.tensor('Kernel', [1, kernel, kernel, channels], zeros);
  const padding = samePadding([height, width], kernel, stride);
  const bias = scope.tensor('Bias', [channels], zeros);
  return conv(x, transpose(stored, [3, 0, 1, 2]), bias, { stride, padding, group: channels });
}

/** x times relu6(x + 3) / 6 (Howard et al. 2019). */
export const hardSwish = (x: Value): Value => mul(x, mul(clip(add(x, scalar(3)), 0, 6), scalar(1 / 6)));

/** The mean of each channel, `[batch, channels, 1, 1]`. */
export const globalMean = (x: Value): Value => reduceMean(x, [2, 3], true);

/** Twice the height and width, between the middles of pixels: RESIZE_BILINEAR with half_pixel_centers. */
export function resizeBilinear2x(x: Value): Value {
  const [, , height, width] = pictureShape(x);
  return matMul(matMul(constant(doubling(height)), x), transpose(constant(doubling(width)), [1, 0]));
}

/** `[2 size, size]`: each number becomes two, three quarters its own and a quarter the nearer neighbour's. */
function doubling(size: number) {
  const matrix = float32([2 * size, size]);
  for (let row = 0; row < 2 * size; row++) {
    const own = row >> 1;
    const neighbour = Math.min(size - 1, Math.max(0, own + (row % 2 === 0 ? -1 : 1)));
    matrix.data[row * size + own] = 0.75;
    matrix.data[row * size + neighbour] = (matrix.data[row * size + neighbour] ?? 0) + 0.25;
  }
  return matrix;
}
