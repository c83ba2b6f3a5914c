/** @file Reads a square out of a picture, turned and scaled: one pass of plain loops over typed arrays. */
import type { RgbImage } from '../image/rgb-image.ts';
import { scaleOf, type Similarity } from './similarity.ts';

/** More samples than this on one side of an output pixel change nothing that a model sees. */
const MAX_SAMPLES = 16;

/**
 * Fills planes [3, size, size] from `offset` on with 0..255 values, the square's pixels taken to the picture by
 * `toSource`. A pixel is the mean of n x n bilinear samples, n the number of source pixels that it covers, so that
 * large photos shrink without aliasing.
 */
export function warpInto(
  target: Float32Array,
  offset: number,
  image: RgbImage,
  toSource: Similarity,
  size: number,
): void {
  const { width, height, data } = image;
  if (data.length !== width * height * 3) {
    throw new RangeError(`${width} x ${height} RGB needs ${width * height * 3} bytes, got ${data.length}`);
  }
  const { a, b, tx, ty } = toSource;
  const samples = Math.max(1, Math.min(MAX_SAMPLES, Math.ceil(scaleOf(toSource) - 0.01)));
  const weight = 1 / (samples * samples);
  const area = size * size;
  const sum = new Float64Array(3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      sum.fill(0);
      for (let j = 0; j < samples; j++) {
        const v = y + (j + 0.5) / samples;
        for (let i = 0; i < samples; i++) {
          const u = x + (i + 0.5) / samples;
          // Coordinates are continuous: the middle of the first pixel is (0.5, 0.5).
          addSample(image, a * u - b * v + tx - 0.5, b * u + a * v + ty - 0.5, sum);
        }
      }
      const at = offset + y * size + x;
      target[at] = (sum[0] as number) * weight;
      target[at + area] = (sum[1] as number) * weight;
      target[at + 2 * area] = (sum[2] as number) * weight;
    }
  }
}

/** Adds the bilinear colour at (x, y), in pixel indices, to `sum`; what lies outside is black. */
function addSample({ width, height, data }: RgbImage, x: number, y: number, sum: Float64Array): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < -1 || top < -1 || left >= width || top >= height) return;
  const fx = x - left;
  const fy = y - top;
  const inLeft = left >= 0 ? 1 - fx : 0;
  const inRight = left + 1 < width ? fx : 0;
  const inTop = top >= 0 ? 1 - fy : 0;
  const inBottom = top + 1 < height ? fy : 0;
  const column = (left >= 0 ? left : 0) * 3;
  const nextColumn = (left + 1 < width ? left + 1 : left) * 3;
  const row = (top >= 0 ? top : 0) * width * 3;
  const nextRow = (top + 1 < height ? top + 1 : top) * width * 3;
  for (let channel = 0; channel < 3; channel++) {
    const upper =
      inLeft * (data[row + column + channel] as number) +
      inRight * (data[row + nextColumn + channel] as number);
    const lower =
      inLeft * (data[nextRow + column + channel] as number) +
      inRight * (data[nextRow + nextColumn + channel] as number);
    sum[channel] = (sum[channel] as number) + inTop * upper + inBottom * lower;
  }
}
