/** @file Short curls. */
import { circle, opacity, times } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const curly: HairStyleDefinition = {
  odds: [0.6, 1],
  adjectives: ['curly', 'short curly'],
  draw(strand) {
    const { w, cap, parted, bumps, light } = strokesOf(strand);
    const v = strand.hair.volume;
    return {
      front:
        bumps(13, w - 1, 38 + v * 3, 10.5 + v * 2, -1.75, 1.75) +
        cap(0, -4, parted(-4, -8, 0), 1, false) +
        bumps(5, w * 0.5, 27, 9, -0.95, 0.95) +
        times(4, (i) => circle(-24 + i * 14, -46 - (i % 2) * 8, 4, light, opacity(0.4))),
    };
  },
};
