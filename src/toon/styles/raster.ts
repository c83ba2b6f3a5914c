/** @file Loops over interleaved RGB bytes and planes that the styles share; sizes scale with the picture's side. */

/** A length that is `at128` pixels when the side is 128, at least one pixel. */
export const reachOf = (at128: number, size: number): number => Math.max(1, Math.round((at128 * size) / 128));

/** Brightness (ITU-R BT.601) as a plane [size, size]. */
export function lumaOf(rgb: Uint8Array): Float32Array {
  const plane = new Float32Array(rgb.length / 3);
  for (let p = 0, i = 0; p < plane.length; p++, i += 3) {
    plane[p] = 0.299 * (rgb[i] as number) + 0.587 * (rgb[i + 1] as number) + 0.114 * (rgb[i + 2] as number);
  }
  return plane;
}

/** The planes red, green, blue [3, size, size]. */
export function planesOf(rgb: Uint8Array): Float32Array {
  const area = rgb.length / 3;
  const planes = new Float32Array(rgb.length);
  for (let p = 0, i = 0; p < area; p++, i += 3) {
    planes[p] = rgb[i] as number;
    planes[area + p] = rgb[i + 1] as number;
    planes[2 * area + p] = rgb[i + 2] as number;
  }
  return planes;
}

function boxPass(
  from: Float32Array,
  to: Float32Array,
  at: number,
  size: number,
  low: number,
  high: number,
  step: number,
): void {
  const line = step === 1 ? size : 1;
  const weight = 1 / (high - low + 1);
  for (let row = 0; row < size; row++) {
    const start = at + row * line;
    const last = start + (size - 1) * step;
    let sum = 0;
    for (let k = low; k <= high; k++)
      sum += from[start + Math.min(size - 1, Math.max(0, k)) * step] as number;
    for (let k = 0, out = start; k < size; k++, out += step) {
      to[out] = sum * weight;
      const enters = out + (high + 1) * step;
      const leaves = out + low * step;
      sum +=
        (from[enters > last ? last : enters] as number) - (from[leaves < start ? start : leaves] as number);
    }
  }
}

/** Mean over the square from `low` to `high` pixels around each pixel of planes [count, size, size]; rims repeat. */
export function boxMean(planes: Float32Array, size: number, low: number, high: number): Float32Array {
  const across = new Float32Array(planes.length);
  const mean = new Float32Array(planes.length);
  for (let at = 0; at < planes.length; at += size * size) {
    boxPass(planes, across, at, size, low, high, 1);
    boxPass(across, mean, at, size, low, high, size);
  }
  return mean;
}

/** Two box blurs in place of a Gaussian. */
export function soften(planes: Float32Array, size: number, reach: number): Float32Array {
  return boxMean(boxMean(planes, size, -reach, reach), size, -reach, reach);
}

/** A byte from any number. */
export const clampByte = (v: number): number => (v < 0 ? 0 : v > 255 ? 255 : v);
