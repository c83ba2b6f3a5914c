/** @file Picture files from strangers to pixels: bounded, upright, opaque, eight bits, sRGB. */
import sharp, { type Sharp } from 'sharp';
import { UserError } from '../errors.ts';
import { imageFormat } from './image-format.ts';
import {
  checkBytes,
  checkSize,
  DEFAULT_LIMITS,
  type ImageLimits,
  type ImageSize,
  MOST_AVIF_PIXELS,
} from './image-limits.ts';
import type { RgbImage } from './rgb-image.ts';

function damaged(cause: unknown): UserError {
  return new UserError('truncated-image', 'The picture is damaged or incomplete; please send it again.', {
    cause,
  });
}

async function sizeOf(header: Sharp): Promise<ImageSize> {
  try {
    const { width, height } = await header.metadata();
    return { width, height };
  } catch (error) {
    throw damaged(error);
  }
}

async function pixelsOf(picture: Sharp, longestSide: number | undefined): Promise<RgbImage> {
  try {
    const upright = picture.autoOrient();
    const bounded =
      longestSide === undefined
        ? upright
        : upright.resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true });
    const { data, info } = await bounded
      .toColourspace('srgb')
      .flatten({ background: '#ffffff' })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
  } catch (error) {
    throw damaged(error);
  }
}

export interface DecodeOptions {
  /** A larger picture is shrunk to this while it is decoded, which takes a fraction of its time and memory. */
  readonly longestSide?: number;
}

/**
 * The first frame of a JPEG, PNG, WebP, GIF or AVIF file, turned as its EXIF orientation says, on white where it is transparent.
 * Throws UserError not-an-image, truncated-image, image-too-large or image-too-small; sizes are refused from the header.
 */
export async function decodeImage(
  bytes: Uint8Array,
  limits: ImageLimits = DEFAULT_LIMITS,
  { longestSide }: DecodeOptions = {},
): Promise<RgbImage> {
  checkBytes(bytes.length, limits);
  const format = imageFormat(bytes);
  if (format === undefined) {
    throw new UserError(
      'not-an-image',
      'That file is not a picture that can be read: send a JPEG, PNG, WebP, GIF or AVIF.',
    );
  }
  const maxPixels = format === 'avif' ? Math.min(limits.maxPixels, MOST_AVIF_PIXELS) : limits.maxPixels;
  checkSize(await sizeOf(sharp(bytes, { limitInputPixels: false })), { ...limits, maxPixels });
  const picture = await pixelsOf(sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels }), longestSide);
  if (picture.data.length !== picture.width * picture.height * 3) {
    throw damaged(`${picture.width} x ${picture.height} pixels in ${picture.data.length} bytes`);
  }
  return picture;
}
