/** @file A plain paper crown, unlike a king's. */
import { both, circle, poly } from '../svg.ts';
import { hatBand } from '../jobs/costume.ts';
import type { Accessory } from './accessory.ts';

export const crown: Accessory = {
  words: ['a crown', 'a golden crown'],
  hat: (b) =>
    poly(
      [
        -b * 0.86,
        -36,
        -b * 0.86,
        -70,
        -b * 0.58,
        -54,
        -b * 0.3,
        -74,
        0,
        -56,
        b * 0.3,
        -74,
        b * 0.58,
        -54,
      ].concat([b * 0.86, -70, b * 0.86, -36]),
      '#ffcf3a',
    ) +
    hatBand(b * 0.86, -36, 7, '#f0b022') +
    both(circle(b * 0.3, -52, 4.5, '#3aa66a')),
};
