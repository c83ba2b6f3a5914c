/** @file SVG text to pixels. */
import { isMainThread } from 'node:worker_threads';
import sharp from 'sharp';
import type { RgbImage } from './rgb-image.ts';

// A worker thread is there to use one core; small pictures gain nothing from more threads.
if (!isMainThread) sharp.concurrency(1);

/** The drawing's own width and height must be `size`; nothing of it may be transparent. */
export async function rasterise(svg: string, size: number): Promise<RgbImage> {
  const { data, info } = await sharp(Buffer.from(svg))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.width !== size || info.height !== size || info.channels !== 3) {
    throw new RangeError(
      `rasterise: expected ${size} x ${size} x 3, got ${info.width} x ${info.height} x ${info.channels}`,
    );
  }
  return { width: size, height: size, data };
}
