/** @file A face that was found in a picture. */
import type { Point } from './similarity.ts';
import type { FivePoints } from './template.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Face {
  /** The detector's confidence in [0, 1]. */
  readonly score: number;
  /** In pixels of the picture, as are the points; may reach beyond its edges. */
  readonly box: Box;
  readonly points: FivePoints;
}

export const widthOf = ({ left, right }: Box): number => right - left;
export const heightOf = ({ top, bottom }: Box): number => bottom - top;
export const areaOf = (box: Box): number => Math.max(0, widthOf(box)) * Math.max(0, heightOf(box));

export const intersection = (a: Box, b: Box): Box => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});

/** Intersection over union, 0 for boxes apart. */
export function overlapOf(a: Box, b: Box): number {
  const shared = areaOf(intersection(a, b));
  return shared === 0 ? 0 : shared / (areaOf(a) + areaOf(b) - shared);
}

/** The face with every point and corner moved; `move` must keep left of right and top above bottom. */
export function movedFace({ score, box, points }: Face, move: (point: Point) => Point): Face {
  const [left, top] = move([box.left, box.top]);
  const [right, bottom] = move([box.right, box.bottom]);
  const [leftEye, rightEye, nose, leftMouth, rightMouth] = points;
  return {
    score,
    box: { left, top, right, bottom },
    points: [move(leftEye), move(rightEye), move(nose), move(leftMouth), move(rightMouth)],
  };
}
