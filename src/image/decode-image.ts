/** @file Picture files from strangers to pixels: bounded, upright, opaque, eight bits, sRGB. */
import sharp, { type Region, type Sharp } from 'sharp';
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

/** As the picture is to be seen, whichever way it lies in the file. */
async function sizeOf(header: Sharp): Promise<ImageSize> {
  try {
    return (await header.metadata()).autoOrient;
  } catch (error) {
    throw damaged(error);
  }
}

async function pixelsOf(picture: Sharp, region: Region | undefined, longestSide?: number): Promise<RgbImage> {
  try {
    const upright = picture.autoOrient();
    const seen = region === undefined ? upright : upright.extract(region);
    const bounded =
      longestSide === undefined
        ? seen
        : seen.resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true });
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

/** A rectangle of an upright picture, in parts of the picture's width; may reach beyond its edges. */
export interface PicturePart {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface DecodeOptions {
  /** A larger picture is shrunk to this while it is decoded, which takes a fraction of its time and memory. */
  readonly longestSide?: number;
  /** Only this is decoded. */
  readonly part?: PicturePart | undefined;
}

/** In pixels, at least one each way. */
function regionOf(part: PicturePart, { width, height }: ImageSize): Region {
  const within = (v: number, most: number): number => Math.min(most, Math.max(0, Math.round(v * width)));
  const left = within(part.left, width - 1);
  const top = within(part.top, height - 1);
  return {
    left,
    top,
    width: Math.max(1, within(part.left + part.width, width) - left),
    height: Math.max(1, within(part.top + part.height, height) - top),
  };
}

/**
 * The first frame of a JPEG, PNG, WebP, GIF or AVIF file, turned as its EXIF orientation says, on white where it is transparent.
 * Throws UserError not-an-image, truncated-image, image-too-large or image-too-small; sizes are refused from the header.
 */
export async function decodeImage(
  bytes: Uint8Array,
  limits: ImageLimits = DEFAULT_LIMITS,
  { longestSide, part }: DecodeOptions = {},
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
  const size = await sizeOf(sharp(bytes, { limitInputPixels: false }));
  checkSize(size, { ...limits, maxPixels });
  const picture = await pixelsOf(
    sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels }),
    part === undefined ? undefined : regionOf(part, size),
    longestSide,
  );
  if (picture.data.length !== picture.width * picture.height * 3) {
    throw damaged(`${picture.width} x ${picture.height} pixels in ${picture.data.length} bytes`);
  }
  return picture;
}
