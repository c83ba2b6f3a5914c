/** @file A wizard with a pointed hat and stars. */
import { both, d, path, star } from '../svg.ts';
import { torso } from '../torso.ts';
import type { Costume } from './costume.ts';

export const wizard: Costume = {
  words: ['wizard', 'magician', 'sorcerer'],
  home: 'castle',
  coversSkull: true,
  wear: () =>
    torso('#4b2f8f') +
    both(path('M-24 0C-60 8 -72 20 -78 40L-30 24Z', '#6a45b8')) +
    star(-42, 38, 11, '#ffd84a') +
    star(40, 36, 10, '#ffd84a') +
    path('M-20 4L0 30L20 4C12 14 -12 14 -20 4Z', '#ffd84a'),
  hat: (b) =>
    path(
      d`M${-b * 0.9} -36C${-b * 0.6} -56 -14 -70 16 -92C12 -74 ${b * 0.7} -58 ${b * 0.9} -36Z`,
      '#4b2f8f',
    ) +
    star(-7, -59, 10, '#ffd84a') +
    star(18, -50, 6.5, '#ffd84a') +
    path(d`M${-b * 1.5} -30Q0 -55 ${b * 1.5} -30Q0 -26 ${-b * 1.5} -30Z`, '#3b2375'),
};
