/** @file The convolution layer, and the samplers that halve and double a picture with it. */
import { normal, type Scope, zeros } from '../checkpoint/scope.ts';
import { ShapeError } from '../errors.ts';
import type { Value } from '../graph/graph.ts';
import { conv, resizeNearest2x } from '../graph/ops/index.ts';
import { formatShape } from '../tensor/shape.ts';

export interface Conv2dConfig {
  readonly out: number;
  /** 3 by default. */
  readonly kernel?: number;
  readonly stride?: number;
  /** Keeps the size at stride 1 by default; or [top, left, bottom, right]. */
  readonly padding?: number | readonly [number, number, number, number];
  readonly bias?: boolean;
  /** Scales the first weights' standard deviation of 1 / sqrt(fan-in); 1 by default. */
  readonly gain?: number;
}

/** `[batch, channels, height, width]`. Keys: weight `[out, channels, kernel, kernel]`, bias `[out]`. */
export function conv2d(scope: Scope, config: Conv2dConfig, x: Value): Value {
  const { out, kernel = 3, stride = 1, padding = kernel >> 1, bias = true, gain = 1 } = config;
  const channels = channelsOf(x);
  const init = normal(gain / Math.sqrt(channels * kernel * kernel));
  const weight = scope.tensor('weight', [out, channels, kernel, kernel], init);
  return conv(x, weight, bias ? scope.tensor('bias', [out], zeros) : undefined, { stride, padding });
}

/** `[batch, channels, height, width]` by name. Throws ShapeError for another rank. */
export function pictureShape(
  x: Value,
): readonly [batch: number, channels: number, height: number, width: number] {
  const [batch, channels, height, width] = x.type.shape;
  if (batch === undefined || channels === undefined || height === undefined || width === undefined) {
    throw new ShapeError(`expected [batch, channels, height, width], got ${formatShape(x.type.shape)}`);
  }
  return [batch, channels, height, width];
}

export const channelsOf = (x: Value): number => pictureShape(x)[1];

/** Halves height and width. Key: conv. */
export const downsample = (scope: Scope, config: { readonly padding: number }, x: Value): Value =>
  conv2d(scope.at('conv'), { out: channelsOf(x), stride: 2, padding: config.padding }, x);

/** Halves with one row and column of zeros at the bottom and right, as the autoencoder does (diffusers Downsample2D, padding 0). */
export const downsampleAsymmetric = (scope: Scope, x: Value): Value =>
  conv2d(scope.at('conv'), { out: channelsOf(x), stride: 2, padding: [0, 0, 1, 1] }, x);

/** Doubles height and width: nearest neighbour, then a convolution. Key: conv. */
export const upsample = (scope: Scope, x: Value): Value =>
  conv2d(scope.at('conv'), { out: channelsOf(x) }, resizeNearest2x(x));
