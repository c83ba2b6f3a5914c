/** @file A woolly hat with a bobble. */
import { hatBand } from '../jobs/costume.ts';
import { circle, d, line, path } from '../svg.ts';
import type { Accessory } from './accessory.ts';

export const beanie: Accessory = {
  words: ['a beanie', 'a woolly hat'],
  coversSkull: true,
  hat: (b) =>
    circle(0, -78, 11, '#fff4df') +
    path(d`M${-b} -38C${-b} -70 -24 -77 0 -77S${b} -70 ${b} -38Z`, '#2f8f8a') +
    line(d`M${-b * 0.9} -56Q0 -68 ${b * 0.9} -56`, '#f4c95d', 6) +
    hatBand(b * 1.03, -33, 14, '#25726e'),
};
