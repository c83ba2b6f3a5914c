/** @file Convolutions with weights in TensorFlow's layout, `[height, width, in, out]`; the runtime turns them once, at loading. */
import { type Scope, zeros } from '../checkpoint/scope.ts';
import type { Value } from '../graph/graph.ts';
import { conv, transpose } from '../graph/ops/index.ts';
import { pictureShape } from './conv2d.ts';

export interface TensorflowConv {
  /** Channels out; a depthwise convolution keeps them. */
  readonly out: number;
  readonly kernel: number;
  readonly stride?: number;
  /** As TensorFlow's SAME (zeros, the odd one at the bottom and right) or VALID (none). */
  readonly padding?: 'same' | 'valid';
}

/** Zeros around a picture so that ceil(size / stride) pixels come out. */
export function samePadding(
  [height, width]: readonly [number, number],
  kernel: number,
  stride: number,
): readonly [top: number, left: number, bottom: number, right: number] {
  const total = (size: number): number =>
    Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size);
  const [rows, columns] = [total(height), total(width)];
  const [top, left] = [rows >> 1, columns >> 1];
  return [top, left, rows - top, columns - left];
}

const paddingOf = (x: Value, { kernel, stride = 1, padding = 'same' }: TensorflowConv) => {
  const [, , height, width] = pictureShape(x);
  return padding === 'valid' ? 0 : samePadding([height, width], kernel, stride);
};

/** `[batch, in, height, width]`; `keys` name the kernel and, where there is one, the bias. */
export function tensorflowConv(
  scope: Scope,
  keys: { readonly kernel: string; readonly bias?: string },
  config: TensorflowConv,
  x: Value,
): Value {
  const { out, kernel, stride = 1 } = config;
  const [, channels] = pictureShape(x);
  const stored = scope.tensor(keys.kernel, [kernel, kernel, channels, out], zeros);
  const bias = keys.bias === undefined ? undefined : scope.tensor(keys.bias, [out], zeros);
  return conv(x, transpose(stored, [3, 2, 0, 1]), bias, { stride, padding: paddingOf(x, config) });
}

/** One kernel for each channel, without bias. */
export function tensorflowDepthwise(
  scope: Scope,
  key: string,
  config: Omit<TensorflowConv, 'out'>,
  x: Value,
): Value {
  const { kernel, stride = 1 } = config;
  const [, channels] = pictureShape(x);
  const stored = scope.tensor(key, [kernel, kernel, channels, 1], zeros);
  const padding = paddingOf(x, { ...config, out: channels });
  return conv(x, transpose(stored, [2, 3, 0, 1]), undefined, { stride, padding, group: channels });
}
