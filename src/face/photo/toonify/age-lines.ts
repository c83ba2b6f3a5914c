/** @file How deep the folds from nose to mouth are, the first lines that age draws. */
import type { Point } from '../../similarity.ts';
import type { FaceView } from '../face-view.ts';
import { luma } from './colours.ts';

/** Along the fold on either side. */
const FOLDS = [203, 423, 206, 426, 92, 322] as const;
const REACH = 5;

/**
 * The detail of skin at the smoothest place along the folds, in parts of its brightness: 0.01 to 0.10 on people under fifty, 0.21 on
 * the one old face that could be measured.
 */
const SMOOTH = 0.1;
const OLD = 0.22;

/** 0 none, 1 as deep as the drawn world has them. */
export function ageLines(view: FaceView): number {
  const detail = Math.min(...FOLDS.map((n) => detailAt(view, view.point([n]))));
  return Math.min(1, Math.max(0, (detail - SMOOTH) / (OLD - SMOOTH)));
}

/** The deviation of brightness from a slope of light, over its mean. */
function detailAt(view: FaceView, [x, y]: Point): number {
  const offsets = Array.from({ length: 2 * REACH + 1 }, (_, i) => i - REACH);
  const lights = offsets.flatMap((dy) =>
    offsets.map((dx) => ({ dx, dy, light: luma(view.at([x + dx, y + dy])) })),
  );
  const sum = (of: (one: (typeof lights)[number]) => number): number =>
    lights.reduce((total, one) => total + of(one), 0);
  const mean = sum(({ light }) => light) / lights.length;
  const across = sum(({ dx, light }) => dx * light) / sum(({ dx }) => dx * dx);
  const down = sum(({ dy, light }) => dy * light) / sum(({ dy }) => dy * dy);
  const variance = sum(({ dx, dy, light }) => (light - mean - across * dx - down * dy) ** 2) / lights.length;
  return Math.sqrt(variance) / Math.max(20, mean);
}
