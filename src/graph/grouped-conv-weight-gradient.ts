/** @file The gradient of a grouped convolution by its weights: a product for each kernel cell, in all groups at once. */
import type { Shape } from '../tensor/shape.ts';
import { type Padding, padPixels, seenBy } from './conv-weight-gradient.ts';
import type { Value } from './graph.ts';
import { concat } from './ops/concat.ts';
import { matMul } from './ops/mat-mul.ts';
import { reduceSum } from './ops/reduce-sum.ts';
import { reshape } from './ops/reshape.ts';
import { transpose } from './ops/transpose.ts';

export interface GroupedGeometry {
  readonly stride: number;
  readonly padding: Padding;
  readonly group: number;
}

/** Of `x` [batch, in, height, width] and `dy` [batch, out, h, w]: [out, in / group, kh, kw], which is `shape`. */
export function groupedConvWeightGradient(
  x: Value,
  shape: Shape,
  dy: Value,
  { stride, padding, group }: GroupedGeometry,
): Value {
  const [batch = 0, , outHeight = 0, outWidth = 0] = dy.type.shape;
  const [out = 0, channels = 0, kernelHeight = 0, kernelWidth = 0] = shape;
  const pixels = outHeight * outWidth;
  const window = { outHeight, outWidth, kernelHeight, kernelWidth, stride };
  const padded = padPixels(x, padding);
  const rows = reshape(dy, [batch, group, out / group, pixels]);
  const cells: Value[] = [];
  for (let row = 0; row < kernelHeight; row++) {
    for (let column = 0; column < kernelWidth; column++) {
      const seen = seenBy(row, column, padded, window);
      const columns = transpose(reshape(seen, [batch, group, channels, pixels]), [0, 1, 3, 2]);
      cells.push(reshape(reduceSum(matMul(rows, columns), [0]), [1, out, channels]));
    }
  }
  return reshape(transpose(concat(cells, 0), [1, 2, 0]), shape);
}
