/** @file Round glasses. */
import { both, circle, d, line } from '../svg.ts';
import type { Accessory } from './accessory.ts';

export const glasses: Accessory = {
  words: ['glasses', 'round glasses'],
  face: ({ eyes: { spacing: s, width: a }, face }) =>
    both(
      circle(
        s,
        1,
        Math.min(s - 2, a + 4.5),
        '#ffffff',
        'fill-opacity="0.16" stroke="#2a2428" stroke-width="3.4"',
      ) + line(d`M${s + a + 4} -2L${face.width} -4`, '#2a2428', 3.4),
    ) + line('M-3 -1Q0 -4 3 -1', '#2a2428', 3.4),
};
