/** @file Pictures as WebP or JPEG bytes. */
import sharp, { type Sharp } from 'sharp';
import type { RgbImage } from './rgb-image.ts';

const opened = ({ width, height, data }: RgbImage): Sharp =>
  sharp(data, { raw: { width, height, channels: 3 } });

/** `quality` from 1 to 100. */
export const encodeWebp = (image: RgbImage, quality = 82): Promise<Uint8Array> =>
  opened(image).webp({ quality }).toBuffer();

/** `quality` from 1 to 100. */
export const encodeJpeg = (image: RgbImage, quality = 88): Promise<Uint8Array> =>
  opened(image).jpeg({ quality }).toBuffer();
