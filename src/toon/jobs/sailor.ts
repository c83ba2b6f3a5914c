/** @file A sailor with a round cap and a blue collar. */
import { both, d, ellipse, line, path, poly } from '../svg.ts';
import { torso, vee } from '../torso.ts';
import { type Costume } from './costume.ts';

export const sailor: Costume = {
  words: ['sailor'],
  home: 'ship',
  coversSkull: true,
  wear: (skin) =>
    torso('#fafafa') +
    vee(36, skin) +
    both(
      path('M-20 2L-60 14L-54 38L-16 32L0 42L-12 18Z', '#2c52a0') +
        line('M-55 29L-17 24L-4 34', '#ffffff', 3),
    ) +
    poly([-10, 36, 10, 36, 6, 44, 14, 70, -14, 70, -6, 44], '#d4343a'),
  hat: (b) =>
    ellipse(0, -60, b * 0.86, 14, '#ffffff') +
    path(
      d`M${-b * 0.96} -38L${-b * 1.02} -57Q0 -69 ${b * 1.02} -57L${b * 0.96} -36Q0 -41 ${-b * 0.96} -36Z`,
      '#e6ebf3',
    ) +
    line(d`M${-b * 0.98} -49Q0 -59 ${b * 0.98} -49`, '#2c52a0', 5),
};
