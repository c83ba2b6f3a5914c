/** @file How much each latent cell of a drawn portrait weighs in a loss: the face, a quarter of a picture, carries the person. */
import type { Shape } from '../../tensor/shape.ts';
import type { Landmarks } from '../../toon/landmarks.ts';
import { PORTRAIT_SIZE } from './portraits.ts';

/**
 * Writes [height, width] weights with a mean of 1: cells that the face's box touches weigh `faceWeight` times the others.
 * The best prediction of each cell stays what it was, so this moves a model's effort, not its aim.
 */
export function weighFaceCells(
  weights: Float32Array,
  { left, top, right, bottom }: Landmarks['box'],
  [height = 0, width = 0]: Shape,
  faceWeight: number,
): void {
  const cellHeight = PORTRAIT_SIZE / height;
  const cellWidth = PORTRAIT_SIZE / width;
  let sum = 0;
  for (let row = 0, i = 0; row < height; row++) {
    const inRows = (row + 1) * cellHeight > top && row * cellHeight < bottom;
    for (let column = 0; column < width; column++, i++) {
      const inColumns = (column + 1) * cellWidth > left && column * cellWidth < right;
      sum += weights[i] = inRows && inColumns ? faceWeight : 1;
    }
  }
  const mean = sum / weights.length;
  for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] as number) / mean;
}
