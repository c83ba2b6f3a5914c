/** @file The square of a picture that models of square pictures see. */
import type { RgbImage } from './rgb-image.ts';

/** The largest square of a picture, its middle as near to `around` (in pixels) as the edges allow; the picture's own middle by default. */
export function middleSquare(
  { width, height, data }: RgbImage,
  [x, y]: readonly [x: number, y: number] = [width / 2, height / 2],
): RgbImage {
  const side = Math.min(width, height);
  const within = (middle: number, length: number): number =>
    Math.floor(Math.min(length - side, Math.max(0, middle - side / 2)));
  const [left, top] = [within(x, width), within(y, height)];
  const square = new Uint8Array(3 * side * side);
  for (let row = 0; row < side; row++) {
    const start = 3 * ((top + row) * width + left);
    square.set(data.subarray(start, start + 3 * side), 3 * row * side);
  }
  return { width: side, height: side, data: square };
}
