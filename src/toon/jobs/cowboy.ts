/** @file A cowboy or cowgirl with a bandana. */
import { both, circle, d, path, star } from '../svg.ts';
import { torso } from '../torso.ts';
import { type Costume, hatBand } from './costume.ts';

export const cowboy: Costume = {
  words: ['cowboy'],
  feminineWords: ['cowgirl', 'cowboy'],
  home: 'desert',
  coversSkull: true,
  wear: () =>
    torso('#7fa6d6') +
    both(path('M-24 2L-62 14V95H-24L-17 36Z', '#7a4a26')) +
    path('M-26 0Q0 12 26 0L18 18L0 38L-18 18Z', '#d4343a') +
    both(circle(-9, 16, 2.6, '#ffffff')) +
    circle(0, 26, 2.6, '#ffffff') +
    star(-44, 36, 10, '#f6c945'),
  hat: (b) =>
    path(
      d`M${-b * 0.82} -38C${-b * 0.8} -70 ${-b * 0.6} -81 -14 -76Q0 -70 14 -76C${b * 0.6} -81 ${b * 0.8} -70 ${b * 0.82} -38Z`,
      '#9a6434',
    ) +
    hatBand(b * 0.84, -39, 8, '#4f2f18') +
    path(
      d`M${-b * 1.6} -50C${-b * 1.4} -26 ${-b * 0.6} -30 0 -34S${b * 1.4} -26 ${b * 1.6} -50C${b * 1.3} -42 ${b * 0.8} -44 0 -46S${-b * 1.3} -42 ${-b * 1.6} -50Z`,
      '#83522a',
    ),
};
