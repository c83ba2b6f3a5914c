/** @file Santa Claus. */
import { circle, d, path, rect, times } from '../svg.ts';
import { torso } from '../torso.ts';
import type { Costume } from './costume.ts';

export const santa: Costume = {
  words: ['Santa Claus', 'Santa'],
  proper: true,
  home: 'mountain',
  coversSkull: true,
  wear: () =>
    torso('#cf2030') +
    rect(-9, 14, 18, 90, '#fbf8f2') +
    path('M-32 0Q0 24 32 0L38 14Q0 42 -38 14Z', '#fbf8f2'),
  hat: (b) =>
    path(
      d`M${-b * 0.9} -40C${-b * 0.8} -72 ${b * 0.2} -92 ${b * 1.1} -68L${b * 1.2} -38Q${b} -55 ${b * 0.86} -40Z`,
      '#cf2030',
    ) +
    circle(b * 1.18, -36, 10, '#ffffff') +
    times(7, (i) => circle((i - 3) * b * 0.31, -38 - Math.cos((i - 3) * 0.45) * 5, 9, '#fbf8f2')),
};
