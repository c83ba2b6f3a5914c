/** @file A short cut swept to one side. */
import { d } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const pixie: HairStyleDefinition = {
  odds: [0.9, 0.2],
  adjectives: ['short'],
  nouns: ['pixie cut'],
  draw(strand) {
    const { w, cap, shine, side, rise } = strokesOf(strand);
    const start = side === 1 ? w - 5 : w - 7;
    const swept =
      side === 1
        ? d`L${start} -2Q${w - 3} -30 18 ${strand.hair.line - 4}Q-4 -22 ${-w + 7} -19L${-w + 5} -2`
        : d`L${start + 2} -2L${w - 7} -19Q4 -22 -18 ${strand.hair.line - 4}Q${-w + 3} -30 ${-w + 5} -2`;
    return { front: cap(rise, -2, swept) + shine(rise) };
  },
};
