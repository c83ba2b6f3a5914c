/** @file A plait over one shoulder. */
import { ellipse, group, times } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const braid: HairStyleDefinition = {
  odds: [0.8, 0.05],
  adjectives: ['braided'],
  nouns: ['braid', 'plait'],
  draw(strand) {
    const { w, cap, parted, shine, side, rise, fill, dark } = strokesOf(strand);
    return {
      front: cap(rise, 10, parted(10, 4, -side * 14), 4) + shine(rise),
      over: group(
        `transform="scale(${side} 1)"`,
        times(6, (i) => ellipse(w + 5 - i * 2, 22 + i * 13, 10 - i * 0.4, 9.5, i % 2 === 0 ? dark : fill)),
      ),
    };
  },
};
