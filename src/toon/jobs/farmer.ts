/** @file A farmer with a straw hat and dungarees. */
import { both, circle, d, line, opacity, path, rect, times } from '../svg.ts';
import { torso } from '../torso.ts';
import { type Costume, hatBand } from './costume.ts';

export const farmer: Costume = {
  words: ['farmer'],
  home: 'field',
  coversSkull: true,
  wear: () =>
    torso('#cf4a3f') +
    times(6, (i) => rect(-76 + i * 28, 8, 7, 90, '#f2d6b8', opacity(0.6))) +
    rect(-80, 28, 160, 6, '#f2d6b8', opacity(0.6)) +
    path('M-36 95V30H36V95Z', '#3f69ac') +
    both(line('M-29 34L-34 10', '#3f69ac', 11) + circle(-29, 34, 5, '#f2c94c')),
  hat: (b) =>
    path(d`M${-b * 0.8} -38C${-b * 0.84} -68 -20 -74 0 -73S${b * 0.84} -68 ${b * 0.8} -38Z`, '#e8c15c') +
    hatBand(b * 0.84, -38, 9, '#b5432f') +
    path(d`M${-b * 1.55} -30Q0 -58 ${b * 1.55} -30Q0 -22 ${-b * 1.55} -30Z`, '#d9ab45'),
};
