/** @file Pieces that several places share, on the 200 x 200 canvas. */
import type { Colour } from '../colour.ts';
import { circle, d, gradient, opacity, path, poly, rect } from '../svg.ts';

export interface Place {
  /** As a caption says it: "at the beach". */
  readonly words: readonly [string, ...string[]];
  readonly outdoors: boolean;
  readonly draw: () => string;
}

export const sky = (from: Colour, to: Colour): string =>
  `<defs>${gradient('sky', from, to)}</defs>${rect(0, 0, 200, 200, 'url(#sky)')}`;

export const hill = (y: number, bend: number, fill: Colour): string =>
  path(d`M0 ${y}Q50 ${y - bend} 100 ${y}T200 ${y}V200H0Z`, fill);

export const cloud = (x: number, y: number, s: number): string =>
  circle(x, y, 10 * s, '#ffffff', opacity(0.9)) +
  circle(x + 13 * s, y - 4 * s, 13 * s, '#ffffff', opacity(0.9)) +
  circle(x + 27 * s, y, 10 * s, '#ffffff', opacity(0.9)) +
  rect(x, y, 27 * s, 10 * s, '#ffffff', opacity(0.9));

export const pine = (x: number, y: number, s: number, fill: Colour): string =>
  rect(x - 3 * s, y, 6 * s, 16 * s, '#6b4a2e') +
  poly([x - 22 * s, y + 2, x, y - 36 * s, x + 22 * s, y + 2], fill) +
  poly([x - 17 * s, y - 20 * s, x, y - 56 * s, x + 17 * s, y - 20 * s], fill);
