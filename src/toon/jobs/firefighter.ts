/** @file A firefighter with a red helmet. */
import { both, d, line, path, rect } from '../svg.ts';
import { collar, torso } from '../torso.ts';
import type { Costume } from './costume.ts';

export const firefighter: Costume = {
  words: ['firefighter', 'fireman'],
  feminineWords: ['firefighter', 'firewoman'],
  home: 'city',
  coversSkull: true,
  wear: () =>
    torso('#3a3f47') +
    rect(-80, 32, 160, 10, '#e8f04a') +
    both(line('M-46 16L-48 95', '#e8f04a', 8)) +
    rect(-4, 12, 8, 80, '#b8bec6') +
    collar('#2b2f36'),
  hat: (b) =>
    path(d`M${-b * 0.92} -36C${-b} -68 -20 -82 0 -82S${b} -68 ${b * 0.92} -36Z`, '#d4262e') +
    path(d`M-8 -82Q0 -87 8 -82L10 -40H-10Z`, '#a81820') +
    path(d`M${-b * 1.3} -30Q0 -54 ${b * 1.3} -30Q0 -26 ${-b * 1.3} -30Z`, '#a81820') +
    path('M-15 -70H15V-56Q13 -44 0 -40Q-13 -44 -15 -56Z', '#f8cf4a') +
    path('M0 -67Q8 -57 5 -49Q0 -44 -5 -49Q-8 -55 0 -67Z', '#d4262e'),
};
