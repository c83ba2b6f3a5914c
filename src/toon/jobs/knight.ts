/** @file A knight in an open helmet with a plume. */
import { both, d, ellipse, line, path } from '../svg.ts';
import { torso } from '../torso.ts';
import type { Costume } from './costume.ts';

export const knight: Costume = {
  words: ['knight'],
  home: 'castle',
  coversSkull: true,
  behind: (b) => ellipse(0, -4, b + 5, 58, '#7f8a96'),
  wear: () =>
    torso('#a8b3be') +
    both(ellipse(-60, 32, 28, 21, '#c9d2da') + line('M-86 38Q-62 54 -38 36', '#7f8a96', 4)) +
    path('M-26 2Q0 22 26 2L32 14Q0 36 -32 14Z', '#7f8a96') +
    line('M0 26V95', '#7f8a96', 4),
  hat: (b) =>
    path('M0 -70C-14 -90 10 -100 36 -86C24 -84 16 -76 10 -68Z', '#d4262e') +
    path(
      d`M${-b - 2} 10C${-b - 8} -40 ${-b * 0.6} -74 0 -74S${b + 8} -40 ${b + 2} 10H${b - 7}C${b - 4} -16 ${b - 8} -32 0 -38C${-b + 8} -32 ${-b + 4} -16 ${-b + 7} 10Z`,
      '#b7c1cb',
    ) +
    line('M0 -72V-40', '#7f8a96', 4) +
    line(d`M${-b + 4} -20Q${-b + 12} -34 0 -38Q${b - 12} -34 ${b - 4} -20`, '#8a95a1', 3),
};
