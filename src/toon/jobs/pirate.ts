/** @file A pirate with a skull on the hat. */
import { both, circle, d, line, path, rect, times } from '../svg.ts';
import { torso, vee } from '../torso.ts';
import type { Costume } from './costume.ts';

export const pirate: Costume = {
  words: ['pirate', 'buccaneer'],
  home: 'ship',
  coversSkull: true,
  wear: (skin) =>
    torso('#f4efe4') +
    times(5, (i) => rect(-80, 14 + i * 16, 160, 8, '#c8313a')) +
    vee(26, skin) +
    both(path('M-24 0L-46 10L-80 26V95H-34L-28 40Z', '#3a2a2a')),
  hat: (b) =>
    path(
      d`M${-b * 1.38} -36C${-b * 1.1} -62 ${-b * 0.5} -70 0 -83C${b * 0.5} -70 ${b * 1.1} -62 ${b * 1.38} -36Q0 -40 ${-b * 1.38} -36Z`,
      '#26222b',
    ) +
    line(
      d`M${-b * 1.34} -38C${-b * 1.1} -62 ${-b * 0.5} -70 0 -81C${b * 0.5} -70 ${b * 1.1} -62 ${b * 1.34} -38`,
      '#e6b93c',
      3.5,
    ) +
    circle(0, -61, 10, '#f7f4ec') +
    rect(-6, -55, 12, 8, '#f7f4ec') +
    both(circle(4, -61, 3, '#26222b')),
};
