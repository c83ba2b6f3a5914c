/** @file Between interleaved RGB bytes and the planes [3, size, size] in [-1, 1] that models take. */

/** Writes pixels as planes into `target` from `offset` on. */
export function toPlanes(pixels: Uint8Array, target: Float32Array, offset: number): void {
  const area = pixels.length / 3;
  for (let i = 0, at = 0; i < area; i++, at += 3) {
    target[offset + i] = (pixels[at] as number) / 127.5 - 1;
    target[offset + area + i] = (pixels[at + 1] as number) / 127.5 - 1;
    target[offset + 2 * area + i] = (pixels[at + 2] as number) / 127.5 - 1;
  }
}

/** The picture that starts at `offset`, `area` pixels, as interleaved bytes. */
export function fromPlanes(planes: Float32Array, offset: number, area: number): Uint8Array {
  const pixels = new Uint8Array(3 * area);
  for (let i = 0; i < area; i++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = planes[offset + channel * area + i] as number;
      pixels[3 * i + channel] = Math.max(0, Math.min(255, Math.round((value + 1) * 127.5)));
    }
  }
  return pixels;
}

/** Writes the picture at half its size, each pixel the mean of four, as planes at `offset`. */
export function halvedPlanes(pixels: Uint8Array, size: number, target: Float32Array, offset: number): void {
  const half = size / 2;
  const row = size * 3;
  for (let channel = 0; channel < 3; channel++) {
    for (let y = 0, to = offset + channel * half * half; y < half; y++) {
      for (let x = 0; x < half; x++, to++) {
        const at = 2 * y * row + 6 * x + channel;
        const sum =
          (pixels[at] as number) +
          (pixels[at + 3] as number) +
          (pixels[at + row] as number) +
          (pixels[at + row + 3] as number);
        target[to] = sum / 510 - 1;
      }
    }
  }
}
