/** @file A drawing over a picture. */
import sharp from 'sharp';
import type { RgbImage } from './rgb-image.ts';

/** `svg` has the picture's width and height. */
export async function overlay({ width, height, data }: RgbImage, svg: string): Promise<RgbImage> {
  const drawn = await sharp(data, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(svg) }])
    .removeAlpha()
    .raw()
    .toBuffer();
  return { width, height, data: drawn };
}
