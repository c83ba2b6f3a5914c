/** @file A doctor with a white coat, a stethoscope and a head mirror. */
import { both, circle, d, line, path } from '../svg.ts';
import { tie, torso } from '../torso.ts';
import type { Costume } from './costume.ts';

export const doctor: Costume = {
  words: ['doctor', 'physician'],
  home: 'hospital',
  wear: () =>
    torso('#6fa3d8') +
    tie('#27406b') +
    both(
      path('M-20 2L-40 12L-80 30V95H-18L-22 36Z', '#fbfbfa') +
        path('M-21 2L-36 13L-27 22L-33 28L-13 56L-16 18Z', '#dfe5e9'),
    ) +
    line('M-20 4C-30 22 -26 32 -17 38M20 4C30 18 29 24 27 28', '#30343c', 5) +
    circle(27, 33, 7.5, '#aeb7c0', 'stroke="#30343c" stroke-width="3"'),
  hat: (b) =>
    line(d`M${-b + 3} -26Q0 -46 ${b - 3} -26`, '#4a5560', 5) +
    circle(0, -44, 13, '#dfe7ee', 'stroke="#7b8894" stroke-width="3"') +
    circle(0, -44, 4.5, '#5c6873'),
};
