/** @file Pictures at another size. */
import sharp from 'sharp';
import type { RgbImage } from './rgb-image.ts';

/** Lanczos; the proportions are not kept. */
export async function resize(
  { width, height, data }: RgbImage,
  toWidth: number,
  toHeight: number,
): Promise<RgbImage> {
  const resized = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(toWidth, toHeight, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer();
  return { width: toWidth, height: toHeight, data: resized };
}
