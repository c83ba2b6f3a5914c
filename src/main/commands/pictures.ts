/** @file Pictures to and from files that a person names. */
import { extname } from 'node:path';
import { UserError } from '../../errors.ts';
import { encodeJpeg, encodeWebp } from '../../image/encode-lossy.ts';
import { encodePng } from '../../image/encode-png.ts';
import type { RgbImage } from '../../image/rgb-image.ts';

/** Bytes in the format that the file's name asks for; a PNG also holds the texts. Throws UserError for other formats. */
export async function encodePicture(
  path: string,
  image: RgbImage,
  texts: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const extension = extname(path).toLowerCase();
  switch (extension) {
    case '':
    case '.png':
      return encodePng(image, texts);
    case '.jpg':
    case '.jpeg':
      return encodeJpeg(image);
    case '.webp':
      return encodeWebp(image);
    default:
      throw new UserError(
        'unknown-format',
        `${path}: pictures are written as .png, .jpg or .webp, not as ${extension}.`,
      );
  }
}
