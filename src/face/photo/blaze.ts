/** @file BlazeFace's numbers to boxes: every anchor may hold a face, and neighbours often hold the same. */
import { BLAZE_FACE_ANCHORS, BLAZE_FACE_NUMBERS, BLAZE_FACE_SIZE } from '../../models/blaze-face.ts';
import { type Box, overlapOf } from '../face.ts';
import type { Point } from '../similarity.ts';

/** A face as BlazeFace sees it, in pixels of its input. */
export interface Sighting {
  readonly score: number;
  readonly box: Box;
  /** Middles of the eyes at the picture's left and right: the head's tilt. */
  readonly eyes: readonly [left: Point, right: Point];
}

/** The middle of each anchor, in the order of the network's rows. */
const ANCHORS: readonly Point[] = BLAZE_FACE_ANCHORS.flatMap(({ stride, count }) => {
  const side = BLAZE_FACE_SIZE / stride;
  return Array.from({ length: side * side * count }, (_, i): Point => {
    const cell = Math.floor(i / count);
    return [((cell % side) + 0.5) * stride, (Math.floor(cell / side) + 0.5) * stride];
  });
});

/** Boxes that share more than this are one face. */
const SAME_FACE = 0.3;

/** The surest first; `threshold` is the least confidence in [0, 1]. */
export function sightings(scores: Float32Array, boxes: Float32Array, threshold: number): Sighting[] {
  const found: Sighting[] = [];
  ANCHORS.forEach(([x, y], i) => {
    const score = 1 / (1 + Math.exp(-(scores[i] as number)));
    if (score < threshold) return;
    const at = (n: number): number => boxes[i * BLAZE_FACE_NUMBERS + n] as number;
    const point = (n: number): Point => [x + at(4 + 2 * n), y + at(5 + 2 * n)];
    const [middleX, middleY, width, height] = [x + at(0), y + at(1), at(2), at(3)];
    found.push({
      score,
      box: {
        left: middleX - width / 2,
        top: middleY - height / 2,
        right: middleX + width / 2,
        bottom: middleY + height / 2,
      },
      eyes: [point(0), point(1)],
    });
  });
  return distinct(found);
}

/** Of sightings that overlap, the surest stays. */
export function distinct<T extends { readonly score: number; readonly box: Box }>(found: readonly T[]): T[] {
  const kept: T[] = [];
  for (const one of [...found].sort((a, b) => b.score - a.score)) {
    if (!kept.some((other) => overlapOf(one.box, other.box) > SAME_FACE)) kept.push(one);
  }
  return kept;
}
