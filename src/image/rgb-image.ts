/** @file A picture in memory. */

export interface RgbImage {
  readonly width: number;
  readonly height: number;
  /** Interleaved red, green, blue from 0 to 255, row by row: width * height * 3 bytes. */
  readonly data: Uint8Array;
}
