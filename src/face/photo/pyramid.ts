/** @file A picture and its halves, so that a view of any scale reads few pixels: large photos cost no more than small ones. */
import type { RgbImage } from '../../image/rgb-image.ts';
import { scaleOf, type Similarity } from '../similarity.ts';
import { warpInto } from '../warp.ts';

export interface Pyramid {
  /** The picture itself, then each half as wide and high as the one before. */
  readonly levels: readonly [RgbImage, ...RgbImage[]];
}

/** No level is smaller than this on its shorter side. */
const SMALLEST = 64;

/** Finding, judging and describing read the same picture. */
const known = new WeakMap<RgbImage, Pyramid>();

/** Made once for each picture, whose pixels must not change after. */
export function pyramidOf(image: RgbImage): Pyramid {
  const pyramid = known.get(image) ?? buildPyramid(image);
  known.set(image, pyramid);
  return pyramid;
}

function buildPyramid(image: RgbImage): Pyramid {
  const halves: RgbImage[] = [];
  let last = image;
  while (Math.min(last.width, last.height) >= 2 * SMALLEST) {
    last = halved(last);
    halves.push(last);
  }
  return { levels: [image, ...halves] };
}

/** Means of 2 x 2 pixels; an odd last row or column is left out. */
function halved({ width: from, height: rows, data }: RgbImage): RgbImage {
  const [width, height] = [from >> 1, rows >> 1];
  const half = new Uint8Array(width * height * 3);
  let at = 0;
  for (let y = 0; y < height; y++) {
    let upper = 2 * y * from * 3;
    let lower = upper + from * 3;
    for (let x = 0; x < width; x++, upper += 6, lower += 6) {
      for (let c = 0; c < 3; c++) {
        const sum =
          (data[upper + c] as number) +
          (data[upper + c + 3] as number) +
          (data[lower + c] as number) +
          (data[lower + c + 3] as number);
        half[at++] = (sum + 2) >> 2;
      }
    }
  }
  return { width, height, data: half };
}

/** As `warpInto` from the whole picture, read from the level that is just finer than the square's pixels. */
export function warpFrom(
  { levels }: Pyramid,
  target: Float32Array,
  toSource: Similarity,
  size: number,
): void {
  const wanted = Math.floor(Math.log2(Math.max(1, scaleOf(toSource))));
  const level = Math.min(wanted, levels.length - 1);
  const shrink = 2 ** level;
  const { a, b, tx, ty } = toSource;
  const scaled = { a: a / shrink, b: b / shrink, tx: tx / shrink, ty: ty / shrink };
  warpInto(target, 0, levels[level] ?? levels[0], scaled, size);
}
