/** @file A queen with a silver tiara, a high lace collar and pearls over violet. */
import { both, circle, d, line, path, poly, times } from '../svg.ts';
import { torso, vee } from '../torso.ts';
import type { Costume } from './costume.ts';

export const queen: Costume = {
  words: ['queen', 'empress'],
  home: 'castle',
  behind: (b) =>
    path(
      d`M${-b * 0.7} 66L${-b * 1.5} 22Q${-b * 1.42} 14 ${-b * 1.2} 20L0 66L${b * 1.2} 20Q${b * 1.42} 14 ${b * 1.5} 22L${b * 0.7} 66Z`,
      '#f4eefc',
      'stroke="#c3b2de" stroke-width="2"',
    ),
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
