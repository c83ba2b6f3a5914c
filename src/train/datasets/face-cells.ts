/** @file How much each latent cell of a drawn portrait weighs in a loss: the face, a quarter of a picture, carries the person. */
import type { Shape } from '../../tensor/shape.ts';
import type { Landmarks } from '../../toon/landmarks.ts';
import { PORTRAIT_SIZE } from './portraits.ts';

export interface CellWeights {
  /** Of the cells that the face's box touches. */
  readonly face: number;
  /** Of those around an eye, the nose or a corner of the mouth: the smallest things, by which faces differ most. */
  readonly features: number;
}

/** How far around each landmark, in distances between the eyes. */
const REACH = 0.55;

/**
 * Writes [height, width] weights with a mean of 1; a cell beside the face weighs 1 before that. The best prediction of each
 * cell stays what it was, so this moves a model's effort, not its aim.
 */
export function weighFaceCells(
  weights: Float32Array,
  { box: { left, top, right, bottom }, points }: Landmarks,
  [height = 0, width = 0]: Shape,
  { face, features }: CellWeights,
): void {
  const cellHeight = PORTRAIT_SIZE / height;
  const cellWidth = PORTRAIT_SIZE / width;
  const [[leftEye, leftEyeTop], [rightEye, rightEyeTop]] = points;
  const reach = REACH * Math.hypot(rightEye - leftEye, rightEyeTop - leftEyeTop);
  let sum = 0;
  for (let row = 0, i = 0; row < height; row++) {
    const inRows = (row + 1) * cellHeight > top && row * cellHeight < bottom;
    const y = (row + 0.5) * cellHeight;
    for (let column = 0; column < width; column++, i++) {
      const inColumns = (column + 1) * cellWidth > left && column * cellWidth < right;
      const x = (column + 0.5) * cellWidth;
      const isFeature = points.some(([px, py]) => Math.hypot(px - x, py - y) < reach);
      sum += weights[i] = isFeature ? features : inRows && inColumns ? face : 1;
    }
  }
  const mean = sum / weights.length;
  for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] as number) / mean;
}
