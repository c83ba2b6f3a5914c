/** @file A queen with a silver tiara and pearls over violet. */
import { both, circle, line, path, poly, times } from '../svg.ts';
import { torso, vee } from '../torso.ts';
import type { Costume } from './costume.ts';

export const queen: Costume = {
  words: ['queen', 'empress'],
  home: 'castle',
  wear: (skin) =>
    torso('#6b2fa0') +
    vee(30, skin) +
    both(path('M-22 2L-80 28V44L-14 26Z', '#8c52c4') + line('M-21 4L0 32', '#f2d670', 4)) +
    times(7, (i) =>
      circle((i - 3) * 7, 17 - Math.abs(i - 3) * 2.8, 4, '#fbf7ee', 'stroke="#cdbfae" stroke-width="1"'),
    ) +
    circle(0, 26, 6, '#35b6c9'),
  hat: (b) =>
    poly(
      [-b * 0.74, -38, -b * 0.66, -56, -b * 0.4, -52, -b * 0.3, -68, -b * 0.1, -60, 0, -80].concat([
        b * 0.1,
        -60,
        b * 0.3,
        -68,
        b * 0.4,
        -52,
        b * 0.66,
        -56,
        b * 0.74,
        -38,
        0,
        -48,
      ]),
      '#e4ebf4',
      'stroke="#8c9bb3" stroke-width="2"',
    ) +
    circle(0, -61, 7, '#35b6c9') +
    both(circle(b * 0.3, -55, 4.5, '#d65aa6') + circle(b * 0.56, -48, 3.6, '#35b6c9')),
};
