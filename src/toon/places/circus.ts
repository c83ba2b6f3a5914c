/** @file A circus tent from inside. */
import { circle, poly, rect, times } from '../svg.ts';
import type { Place } from './scenery.ts';

export const circus: Place = {
  words: ['at the circus', 'in a circus tent'],
  outdoors: false,
  draw: () =>
    rect(0, 0, 200, 200, '#d8404a') +
    times(10, (i) => poly([100, -20, i * 44 - 110, 200, i * 44 - 88, 200], '#f8ead0')) +
    times(9, (i) => circle(i * 25, 6, 5, '#ffd84a')),
};
