/** @file Pictures made to fit what a platform takes: as they are when they fit, else encoded again, ever smaller. */
import type { Message, Picture } from '../chat/message.ts';
import { decodeImage } from '../image/decode-image.ts';
import { encodeJpeg, encodeWebp } from '../image/encode-lossy.ts';
import { resize } from '../image/resize.ts';

export interface PictureRoom {
  readonly fileBytes: number;
  /** Of all files of one message. */
  readonly messageBytes: number;
  /** As what a picture is encoded again; where that is JPEG, WebP is not taken. */
  readonly as: 'webp' | 'jpeg';
}

const MEBIBYTE = 1024 * 1024;
/** What every Discord community takes, and what fits a request of 25 MiB with a little room around the files. */
const DISCORD: PictureRoom = { fileBytes: 10 * MEBIBYTE, messageBytes: 24 * MEBIBYTE, as: 'webp' };
/** Files of a gigabyte, shown where they are PNG, JPEG or GIF (Slack's page on its file object). */
const SLACK: PictureRoom = { fileBytes: 1024 * MEBIBYTE, messageBytes: Infinity, as: 'jpeg' };
const QUALITIES = [92, 80, 65];
const SMALLEST = 64;

/** `fileBytes`: what Discord says that this community takes. */
export const fitForDiscord = (message: Message, fileBytes = DISCORD.fileBytes): Promise<Message> =>
  fitPictures(message, { ...DISCORD, fileBytes });

export const fitForSlack = (message: Message): Promise<Message> => fitPictures(message, SLACK);

export async function fitPictures(message: Message, room: PictureRoom): Promise<Message> {
  const { pictures, progress } = message;
  const each = Math.min(room.fileBytes, Math.floor(room.messageBytes / Math.max(1, pictures.length)));
  const fit = (one: Picture): Promise<Picture> => fitPicture(one, each, room.as);
  const fitting = await Promise.all(pictures.map(fit));
  const preview = progress?.preview && (await fit(progress.preview));
  return { ...message, pictures: fitting, progress: progress && { ...progress, preview } };
}

async function fitPicture(picture: Picture, maxBytes: number, as: PictureRoom['as']): Promise<Picture> {
  const isTaken = as === 'webp' || picture.contentType !== 'image/webp';
  if (isTaken && picture.bytes.byteLength <= maxBytes) return picture;
  let image = await decodeImage(picture.bytes, {
    maxBytes: Infinity,
    maxSide: Infinity,
    maxPixels: 500_000_000,
    minSide: 1,
  });
  const fileName = picture.fileName.replace(/\.\w+$/, as === 'webp' ? '.webp' : '.jpg');
  const encode = as === 'webp' ? encodeWebp : encodeJpeg;
  for (;;) {
    for (const quality of QUALITIES) {
      const bytes = await encode(image, quality);
      if (bytes.byteLength <= maxBytes || image.width <= SMALLEST) {
        return { ...picture, bytes, contentType: `image/${as}`, fileName };
      }
    }
    image = await resize(image, Math.ceil(image.width / 2), Math.ceil(image.height / 2));
  }
}
