/** @file A photograph's bytes to pixels: few enough to be quick, enough for every network. */
import { decodeImage, type PicturePart } from '../../image/decode-image.ts';
import type { RgbImage } from '../../image/rgb-image.ts';

/** A face that fills a tenth of a photo this wide still has 128 pixels, and the descriptor reads about 100 of it. */
export const LONGEST_SIDE = 1280;

/** Upright, and shrunk to at most 1,280 pixels; a part of the photo keeps the more of its own. Throws UserError as `decodeImage` does. */
export const decodePhoto = (bytes: Uint8Array, part?: PicturePart): Promise<RgbImage> =>
  decodeImage(bytes, undefined, { longestSide: LONGEST_SIDE, part });
