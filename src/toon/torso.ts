/** @file Parts that several clothes share, in the body's frame: the base of the neck at (0, 0), visible down to about y = 42. */
import { type Colour } from './colour.ts';
import { both, circle, d, path, poly } from './svg.ts';

export const torso = (fill: Colour): string =>
  path('M-80 95V46C-80 24 -54 18 -19 5C-12 15 12 15 19 5C54 18 80 24 80 46V95Z', fill);

export const buttons = (x: number, ys: readonly number[], fill: Colour, r = 3): string =>
  ys.map((y) => circle(x, y, r, fill)).join('');

export const vee = (depth: number, fill: Colour): string =>
  path(d`M-19 4L0 ${depth}L19 4C12 15 -12 15 -19 4Z`, fill);

export const lapels = (fill: Colour, depth = 40): string =>
  both(path(d`M-20 2L-36 14L-27 22L-32 28L0 ${depth + 10}L-13 18Z`, fill));

export const tie = (fill: Colour): string => poly([-6, 12, 6, 12, 4, 20, 9, 50, 0, 60, -9, 50, -4, 20], fill);

export const collar = (fill: Colour): string => both(poly([-20, 2, -24, 12, -10, 24, 0, 13, -14, 6], fill));
