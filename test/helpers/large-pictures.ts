/** @file Pictures that hardly compress, each of a colour of its own, so that a test can tell them apart after any encoding. */
import { decodeImage } from '../../src/image/decode-image.ts';
import { encodeWebp } from '../../src/image/encode-lossy.ts';
import { encodePng } from '../../src/image/encode-png.ts';
import { resize } from '../../src/image/resize.ts';
import type { RgbImage } from '../../src/image/rgb-image.ts';
import type { PictureMaker } from '../../workers/imagine.ts';
import { textMaker } from './chat-bench.ts';

const WIDTH = 480;
const HEIGHT = 320;
const NOISE = 120;
type Colour = readonly [number, number, number];
/** Of the first picture, the second, ... */
const COLOURS: readonly Colour[] = [
  [190, 70, 70],
  [70, 190, 70],
  [70, 70, 190],
  [150, 150, 60],
];

/** Noise around a colour, the same each time. */
function noise(colour: Colour): RgbImage {
  const data = new Uint8Array(WIDTH * HEIGHT * 3);
  let state = 1;
  for (let i = 0; i < data.length; i += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    data[i] = (colour[i % 3] ?? 0) + NOISE * (state / 2 ** 32 - 0.5);
  }
  return { width: WIDTH, height: HEIGHT, data };
}

/** Draws them as the given type, with a preview in WebP; goes on from it when it may. */
export const largePictures = (
  contentType: 'image/png' | 'image/webp',
  mayEnd: Promise<unknown> = Promise.resolve(),
): PictureMaker => ({
  bundle: textMaker.bundle,
  async draw({ count, seed }, { onStep, onPreview }) {
    onStep(1, 2);
    onPreview(await encodeWebp(await resize(noise([128, 128, 128]), WIDTH / 8, HEIGHT / 8)));
    await mayEnd;
    const pictures = await Promise.all(
      COLOURS.slice(0, count).map(async (colour, i) => ({
        bytes: await (contentType === 'image/png' ? encodePng(noise(colour), {}) : encodeWebp(noise(colour))),
        contentType,
        width: WIDTH,
        height: HEIGHT,
        seed: seed + i,
      })),
    );
    return { pictures, modelMs: 1 };
  },
});

/** Whether those are the pictures, in their order and their shape. */
export async function areThose(pictures: readonly Uint8Array[]): Promise<boolean> {
  const seen = await Promise.all(
    pictures.map(async (bytes, i) => {
      const { width, height, data } = await decodeImage(bytes);
      const sums = [0, 0, 0];
      data.forEach((value, at) => (sums[at % 3] = (sums[at % 3] ?? 0) + value));
      const near = sums.every((sum, at) => Math.abs(sum / (width * height) - (COLOURS[i]?.[at] ?? 0)) < 8);
      return near && Math.abs(width / height - WIDTH / HEIGHT) < 0.02;
    }),
  );
  return seen.every(Boolean);
}
