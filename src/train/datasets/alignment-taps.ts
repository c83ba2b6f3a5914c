/** @file The alignment of a face as four taps a pixel: what warps a picture inside a graph, so that a gradient passes. */
import { alignment } from '../../face/align.ts';
import { shrunkTemplate, type FivePoints } from '../../face/template.ts';
import { scalar } from '../../graph/functional.ts';
import type { Value } from '../../graph/graph.ts';
import { add, gather, mul, reduceSum, reshape, sub, transpose } from '../../graph/ops/index.ts';

/** For an aligned crop of `size` pixels from a picture of `side` x `side`. */
export interface CropOfPicture {
  readonly size: number;
  readonly zoom: number;
  readonly side: number;
}

/** Bilinear taps of each pixel of a crop. */
export const TAPS = 4;

/**
 * Writes places in the picture's pixels (row by row, `first` added) and their shares, TAPS for each pixel of the crop,
 * from `offset` on: one sample a pixel, also where the crop is smaller than the face. A tap outside the picture has share 0.
 */
export function alignmentTapsInto(
  target: { readonly places: Int32Array; readonly shares: Float32Array; readonly offset: number },
  points: FivePoints,
  { size, zoom, side }: CropOfPicture,
  first: number,
): void {
  const { a, b, tx, ty } = alignment(points, size, shrunkTemplate(zoom));
  let at = target.offset;
  for (let v = 0.5; v < size; v++) {
    for (let u = 0.5; u < size; u++) {
      // Coordinates are continuous: the middle of the first pixel is (0.5, 0.5).
      const px = a * u - b * v + tx - 0.5;
      const py = b * u + a * v + ty - 0.5;
      const [left, top] = [Math.floor(px), Math.floor(py)];
      for (const [x, y] of [
        [left, top],
        [left + 1, top],
        [left, top + 1],
        [left + 1, top + 1],
      ] as const) {
        const isInside = x >= 0 && y >= 0 && x < side && y < side;
        target.places[at] = first + (isInside ? y * side + x : 0);
        target.shares[at] = isInside ? (1 - Math.abs(px - x)) * (1 - Math.abs(py - y)) : 0;
        at++;
      }
    }
  }
}

/** What `alignmentTapsInto` wrote, for a whole batch: [taps] and [taps, 1]. */
export interface Taps {
  readonly places: Value;
  readonly shares: Value;
}

/** The aligned faces [batch, 3, size, size] of pictures [batch, 3, height, width]; black where a picture ends. */
export function alignedFaces(pictures: Value, { places, shares }: Taps, size: number): Value {
  const [batch = 0, channels = 0, height = 0, width = 0] = pictures.type.shape;
  // From [-1, 1] to [0, 2], in which black is nothing.
  const bright = add(pictures, scalar(1));
  const rows = reshape(transpose(bright, [0, 2, 3, 1]), [batch * height * width, channels]);
  const read = mul(gather(rows, places), shares);
  const pixels = reduceSum(reshape(read, [batch, size * size, TAPS, channels]), [2]);
  return sub(reshape(transpose(pixels, [0, 2, 1]), [batch, channels, size, size]), scalar(1));
}
