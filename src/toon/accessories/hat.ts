/** @file A red hat with a brim. */
import { hatBand } from '../jobs/costume.ts';
import { d, path } from '../svg.ts';
import type { Accessory } from './accessory.ts';

export const hat: Accessory = {
  words: ['a hat', 'a hat', 'a red hat'],
  coversSkull: true,
  hat: (b) =>
    path(d`M${-b * 0.84} -38C${-b * 0.88} -71 -24 -76 0 -76S${b * 0.88} -71 ${b * 0.84} -38Z`, '#c8452f') +
    hatBand(b * 0.88, -38, 11, '#3a2a26') +
    path(d`M${-b * 1.45} -33Q0 -54 ${b * 1.45} -33Q0 -25 ${-b * 1.45} -33Z`, '#b03825'),
};
