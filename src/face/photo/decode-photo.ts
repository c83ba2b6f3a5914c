/** @file A photograph's bytes to pixels: few enough to be quick, enough for every network. */
import { decodeImage } from '../../image/decode-image.ts';
import type { RgbImage } from '../../image/rgb-image.ts';

/** A face that fills a tenth of a photo this wide still has 128 pixels, and the descriptor reads about 100 of it. */
const LONGEST_SIDE = 1280;

/** Upright, and shrunk to at most 1,280 pixels. Throws UserError as `decodeImage` does. */
export const decodePhoto = (bytes: Uint8Array): Promise<RgbImage> =>
  decodeImage(bytes, undefined, { longestSide: LONGEST_SIDE });
