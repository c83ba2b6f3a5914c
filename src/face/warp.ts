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
  const stride = width * 3;
  const edge = new Float64Array(3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let j = 0; j < samples; j++) {
        const v = y + (j + 0.5) / samples;
        for (let i = 0; i < samples; i++) {
          const u = x + (i + 0.5) / samples;
          // Coordinates are continuous: the middle of the first pixel is (0.5, 0.5).
          const px = a * u - b * v + tx - 0.5;
          const py = b * u + a * v + ty - 0.5;
          const left = Math.floor(px);
          const top = Math.floor(py);
          if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) {
            edgeColour(image, px, py, edge);
            red += edge[0] as number;
            green += edge[1] as number;
            blue += edge[2] as number;
            continue;
          }
          const fx = px - left;
          const fy = py - top;
          const gx = 1 - fx;
          const gy = 1 - fy;
          const at = top * stride + left * 3;
          const next = at + stride;
          red += gy * (gx * byte(data, at) + fx * byte(data, at + 3)) + fy * (gx * byte(data, next) + fx * byte(data, next + 3)); // prettier-ignore
          green += gy * (gx * byte(data, at + 1) + fx * byte(data, at + 4)) + fy * (gx * byte(data, next + 1) + fx * byte(data, next + 4)); // prettier-ignore
          blue += gy * (gx * byte(data, at + 2) + fx * byte(data, at + 5)) + fy * (gx * byte(data, next + 2) + fx * byte(data, next + 5)); // prettier-ignore
        }
      }
      const at = offset + y * size + x;
      target[at] = red * weight;
      target[at + area] = green * weight;
      target[at + 2 * area] = blue * weight;
    }
  }
}

const byte = (data: Uint8Array, at: number): number => data[at] as number;

/** The bilinear colour at (x, y), in pixel indices, into `colour`; what lies outside is black. */
function edgeColour({ width, height, data }: RgbImage, x: number, y: number, colour: Float64Array): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  colour.fill(0);
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
      inLeft * byte(data, row + column + channel) + inRight * byte(data, row + nextColumn + channel);
    const lower =
      inLeft * byte(data, nextRow + column + channel) + inRight * byte(data, nextRow + nextColumn + channel);
    colour[channel] = inTop * upper + inBottom * lower;
  }
}
