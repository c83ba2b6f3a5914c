/** @file A member's photo before it is kept, even sealed: the picture, and nothing else that its file tells. */
import { decodeImage } from '../image/decode-image.ts';
import { encodePng } from '../image/encode-png.ts';
import { imageFormat } from '../image/image-format.ts';
import { withoutMetadata } from '../image/strip-metadata.ts';

/** What is no picture stays as it is, for the worker to refuse. Throws UserError for one that cannot be read, or is too large. */
export async function cleanPhoto(file: Uint8Array): Promise<Uint8Array> {
  if (imageFormat(file) === undefined) return file;
  return withoutMetadata(file) ?? encodePng(await decodeImage(file), {});
}
