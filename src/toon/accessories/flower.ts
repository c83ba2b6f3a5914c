/** @file A flower in the hair. */
import { circle, d, group, times } from '../svg.ts';
import type { Accessory } from './accessory.ts';

export const flower: Accessory = {
  words: ['a flower', 'a pink flower', 'a flower in the hair'],
  hat: (b) =>
    group(
      d`transform="translate(${b * 0.68} -42)"`,
      times(6, (i) =>
        circle(Math.sin((i * Math.PI) / 3) * 10, Math.cos((i * Math.PI) / 3) * 10, 8, '#ff6f9f'),
      ),
      circle(0, 0, 7, '#ffd23f'),
    ),
};
