/** @file A bowl cut with a fringe. */
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const bowl: HairStyleDefinition = {
  odds: [0.5, 0.6],
  nouns: ['bowl cut', 'fringe'],
  draw(strand) {
    const { cap, fringe, shine, rise } = strokesOf(strand);
    return { front: cap(rise + 2, 8, fringe(8, -19 - strand.hair.volume * 3), 4) + shine(rise) };
  },
};
