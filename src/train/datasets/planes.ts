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
