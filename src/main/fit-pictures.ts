/** @file Pictures made to fit what Discord takes: as they are when they fit, else as WebP, ever smaller. */
import type { Message, Picture } from '../chat/message.ts';
import { decodeImage } from '../image/decode-image.ts';
import { encodeWebp } from '../image/encode-lossy.ts';
import { resize } from '../image/resize.ts';

export interface PictureRoom {
  readonly fileBytes: number;
  /** Of all files of one message. */
  readonly messageBytes: number;
}

const MEBIBYTE = 1024 * 1024;
/** What every Discord community takes, with a little room for the request around the files. */
const DISCORD: PictureRoom = { fileBytes: 10 * MEBIBYTE, messageBytes: 24 * MEBIBYTE };
const QUALITIES = [92, 80, 65];
const SMALLEST = 64;

export async function fitPictures(message: Message, room: PictureRoom = DISCORD): Promise<Message> {
  const { pictures } = message;
  const each = Math.min(room.fileBytes, Math.floor(room.messageBytes / Math.max(1, pictures.length)));
  if (pictures.every(({ bytes }) => bytes.byteLength <= each)) return message;
  return { ...message, pictures: await Promise.all(pictures.map((one) => fitPicture(one, each))) };
}

async function fitPicture(picture: Picture, maxBytes: number): Promise<Picture> {
  if (picture.bytes.byteLength <= maxBytes) return picture;
  let image = await decodeImage(picture.bytes, {
    maxBytes: Infinity,
    maxSide: Infinity,
    maxPixels: 500_000_000,
    minSide: 1,
  });
  const fileName = picture.fileName.replace(/\.\w+$/, '.webp');
  for (;;) {
    for (const quality of QUALITIES) {
      const bytes = await encodeWebp(image, quality);
      if (bytes.byteLength <= maxBytes || image.width <= SMALLEST) {
        return { ...picture, bytes, contentType: 'image/webp', fileName };
      }
    }
    image = await resize(image, Math.ceil(image.width / 2), Math.ceil(image.height / 2));
  }
}
