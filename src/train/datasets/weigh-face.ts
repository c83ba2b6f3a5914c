/** @file What each pixel of a training picture weighs in the autoencoder's loss. */
import type { Landmarks } from '../../toon/landmarks.ts';
import { PORTRAIT_SIZE } from './portraits.ts';

const AREA = PORTRAIT_SIZE * PORTRAIT_SIZE;

/** Brightness in [0, 1] at which the face's pixels weigh as written; darker ones weigh more, for eyes see ratios. */
const MIDDLE = 0.55;
const DARKEST = 0.2;

/**
 * The face's box weighs `faceWeight` times as much as the rest, and there dark pixels more than bright ones: a mouth on
 * dark skin differs by few grey levels and was blurred away. The mean weight is 1.
 */
export function weighFace(
  weights: Float32Array,
  pixels: Uint8Array,
  { left, top, right, bottom }: Landmarks['box'],
  faceWeight: number,
): void {
  let sum = 0;
  for (let y = 0, i = 0; y < PORTRAIT_SIZE; y++) {
    for (let x = 0; x < PORTRAIT_SIZE; x++, i++) {
      const isFace = x >= left && x <= right && y >= top && y <= bottom;
      sum += weights[i] = isFace ? (faceWeight * (MIDDLE + DARKEST)) / (brightness(pixels, i) + DARKEST) : 1;
    }
  }
  for (let i = 0; i < AREA; i++) weights[i] = ((weights[i] as number) * AREA) / sum;
}

function brightness(pixels: Uint8Array, i: number): number {
  const [red, green, blue] = [
    pixels[3 * i] as number,
    pixels[3 * i + 1] as number,
    pixels[3 * i + 2] as number,
  ];
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}
