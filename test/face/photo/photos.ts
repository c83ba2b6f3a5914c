/** @file The free photographs, and what can happen to a photo: every change starts from a real one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { decodeImage } from '../../../src/image/decode-image.ts';
import type { RgbImage } from '../../../src/image/rgb-image.ts';

export type PhotoName = 'astronaut' | 'grace-hopper' | 'cameraman';

/** Where they come from: test/golden/photos/README.md. */
export const photoBytes = (name: PhotoName): Uint8Array =>
  readFileSync(join(import.meta.dirname, `../../golden/photos/${name}.jpg`));

/** The photo with sharp's operations done to it. */
export async function photo(
  name: PhotoName,
  change: (picture: Sharp) => Sharp = (picture) => picture,
): Promise<RgbImage> {
  const whole = await sharp(photoBytes(name)).toColourspace('srgb').png().toBuffer();
  return decodeImage(await change(sharp(whole)).png().toBuffer());
}

/** Two photos of one height, side by side. */
export async function beside(left: RgbImage, right: RgbImage): Promise<RgbImage> {
  const png = ({ data, width, height }: RgbImage): Promise<Buffer> =>
    sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer();
  const [width, height] = [left.width + right.width, Math.max(left.height, right.height)];
  const both = sharp({ create: { width, height, channels: 3, background: '#808080' } }).composite([
    { input: await png(left), left: 0, top: 0 },
    { input: await png(right), left: left.width, top: 0 },
  ]);
  return decodeImage(await both.png().toBuffer());
}

/** `svg` elements drawn over the photo. */
export function drawnOver(image: RgbImage, elements: string): Promise<RgbImage> {
  const { data, width, height } = image;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${elements}</svg>`;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(svg) }])
    .png()
    .toBuffer()
    .then((png) => decodeImage(png));
}
