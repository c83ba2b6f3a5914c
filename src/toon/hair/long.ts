/** @file Long straight hair. */
import { both, d, path } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const long: HairStyleDefinition = {
  odds: [1.2, 0.35],
  adjectives: ['long', 'long straight'],
  draw(strand) {
    const { w, cap, parted, fringe, shine, drape, fill } = strokesOf(strand);
    const { length, volume } = strand.hair;
    const bottom = 92 + length * 24;
    return {
      back: drape(w + 9, 84 + length * 30),
      front: cap(5, 44, volume > 0.65 ? fringe(44, -19) : parted(44, 3), 6) + shine(5),
      over: both(
        path(
          d`M${w - 5} 34C${w - 6} 60 ${w - 4} ${bottom - 12} ${w - 12} ${bottom}H${w + 9}C${w + 10} 76 ${w + 8} 60 ${w + 6} 34Z`,
          fill,
        ),
      ),
    };
  },
};
