/** @file Hair combed straight back. */
import { d, line, times } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const slick: HairStyleDefinition = {
  odds: [0.2, 0.8],
  adjectives: ['slicked back', 'combed back'],
  draw(strand) {
    const { cap, parted, rise, dark } = strokesOf(strand);
    const top = strand.hair.line;
    return {
      front:
        cap(rise, -4, parted(-4, -14, 0), 2) +
        times(3, (i) =>
          line(d`M${(i - 1) * 17} ${top - 5}Q${(i - 1) * 15} -50 ${(i - 1) * 7} ${-52 - rise}`, dark, 2.4),
        ),
    };
  },
};
