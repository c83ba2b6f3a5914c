/** @file A blue baseball cap. */
import { circle, d, path } from '../svg.ts';
import type { Accessory } from './accessory.ts';

export const cap: Accessory = {
  words: ['a cap', 'a baseball cap', 'a blue cap'],
  coversSkull: true,
  hat: (b) =>
    path(d`M${-b * 0.98} -36C${-b} -69 -22 -76 0 -76S${b} -69 ${b * 0.98} -36Z`, '#2f6fd0') +
    circle(0, -57, 9, '#ffffff') +
    path(
      d`M${-b * 0.9} -36Q0 -52 ${b * 0.9} -36Q${b * 0.7} -22 0 -24Q${-b * 0.7} -22 ${-b * 0.9} -36Z`,
      '#1f4f9c',
    ),
};
