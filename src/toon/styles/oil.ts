/** @file Oil: flat dabs (a Kuwahara filter), edges that wobble with the brush, warm varnish, a fixed relief of strokes. */
import { boxMean, clampByte, planesOf, reachOf } from './raster.ts';
import { strokesOf } from './strokes.ts';
import { perSize, plane, wave } from './texture.ts';

interface Brush {
  /** Where each pixel takes its paint from: index and the weights of the next column and row. */
  readonly index: Int32Array;
  readonly fx: Float32Array;
  readonly fy: Float32Array;
  /** Relief of the strokes, about 1. */
  readonly relief: Float32Array;
}

const brushOf = perSize((size): Brush => {
  const scale = size / 128;
  const index = new Int32Array(size * size);
  const limit = (v: number): number => Math.min(size - 1.001, Math.max(0, v * scale));
  const xs = plane(size, (x, y) => limit(x + 0.6 * Math.sin(y * 0.5 + wave(x, y))));
  const ys = plane(size, (x, y) => limit(y + 0.6 * Math.sin(x * 0.45 + 2 * wave(y, x))));
  for (let p = 0; p < index.length; p++)
    index[p] = Math.floor(ys[p] as number) * size + Math.floor(xs[p] as number);
  return {
    index,
    fx: xs.map((v) => v % 1),
    fy: ys.map((v) => v % 1),
    relief: strokesOf(size),
  };
});

/** For each pixel, the corner of the calmest of the four squares that have it as a corner. */
function calmest(lumaMean: Float32Array, squareMean: Float32Array, size: number, r: number): Int32Array {
  const spread = new Float32Array(lumaMean.length);
  for (let p = 0; p < spread.length; p++)
    spread[p] = (squareMean[p] as number) - (lumaMean[p] as number) ** 2;
  const best = new Int32Array(spread.length);
  for (let y = 0, p = 0; y < size; y++) {
    const up = Math.min(y, r) * size;
    for (let x = 0; x < size; x++, p++) {
      const left = Math.min(x, r);
      let at = p;
      if ((spread[p - up] as number) < (spread[at] as number)) at = p - up;
      if ((spread[p - left] as number) < (spread[at] as number)) at = p - left;
      if ((spread[p - up - left] as number) < (spread[at] as number)) at = p - up - left;
      best[p] = at;
    }
  }
  return best;
}

/** The Kuwahara filter's planes, mixed with the picture's own: sharp edges between flat dabs. */
function dabs(rgb: Uint8Array, size: number): Float32Array {
  const area = size * size;
  const r = reachOf(2, size);
  const planes = new Float32Array(5 * area);
  planes.set(planesOf(rgb));
  for (let p = 0; p < area; p++) {
    const luma =
      0.299 * (planes[p] as number) +
      0.587 * (planes[area + p] as number) +
      0.114 * (planes[2 * area + p] as number);
    planes[3 * area + p] = luma;
    planes[4 * area + p] = luma * luma;
  }
  const means = boxMean(planes, size, 0, r);
  const best = calmest(means.subarray(3 * area, 4 * area), means.subarray(4 * area), size, r);
  const out = new Float32Array(3 * area);
  for (let at = 0; at < 3 * area; at += area) {
    for (let p = 0; p < area; p++) {
      out[at + p] = 0.65 * (means[at + (best[p] as number)] as number) + 0.35 * (planes[at + p] as number);
    }
  }
  return out;
}

export function oil(rgb: Uint8Array, size: number): Uint8Array {
  const area = size * size;
  const paint = dabs(rgb, size);
  const { index, fx, fy, relief } = brushOf(size);
  const out = new Uint8Array(rgb.length);
  const colour = new Float32Array(3);
  for (let p = 0; p < area; p++) {
    const [x, y] = [fx[p] as number, fy[p] as number];
    for (let c = 0; c < 3; c++) {
      const i = c * area + (index[p] as number);
      const upper = (paint[i] as number) * (1 - x) + (paint[i + 1] as number) * x;
      const lower = (paint[i + size] as number) * (1 - x) + (paint[i + size + 1] as number) * x;
      colour[c] = upper * (1 - y) + lower * y;
    }
    const [red, green, blue] = [colour[0] as number, colour[1] as number, colour[2] as number];
    const grey = 0.299 * red + 0.587 * green + 0.114 * blue;
    const stroke = relief[p] as number;
    out[p * 3] = clampByte((grey + (red - grey) * 1.4) * stroke + 8);
    out[p * 3 + 1] = clampByte((grey + (green - grey) * 1.4) * stroke * 0.95 + 2);
    out[p * 3 + 2] = clampByte((grey + (blue - grey) * 1.4) * stroke * 0.78);
  }
  return out;
}
