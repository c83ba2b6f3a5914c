/** @file A round cloud of small curls. */
import { ellipse } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const afro: HairStyleDefinition = {
  odds: [0.8, 0.8],
  nouns: ['afro'],
  draw(strand) {
    const { w, cap, parted, bumps, fill } = strokesOf(strand);
    const v = strand.hair.volume;
    return {
      back:
        bumps(16, w + 8 + v * 8, 44 + v * 6, 16, -2.15, 2.15, -20) +
        ellipse(0, -22, w + 10 + v * 8, 48 + v * 5, fill),
      front:
        cap(2, -4, parted(-4, -9, 0), 2, false) +
        bumps(9, w * 0.9, 32, 9.5, -1.62, 1.62, -15) +
        bumps(5, w * 0.5, 22, 8, -1, 1, -20),
    };
  },
};
