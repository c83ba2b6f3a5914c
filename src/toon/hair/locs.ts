/** @file Dreadlocks. */
import { both, d, line, times } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const locs: HairStyleDefinition = {
  odds: [0.6, 0.7],
  adjectives: ['dreadlocked', 'long dreadlocked'],
  nouns: ['dreadlocks'],
  plural: true,
  draw(strand) {
    const { w, cap, parted, fill, dark, rise } = strokesOf(strand);
    const { length } = strand.hair;
    return {
      back: times(10, (i) =>
        line(
          d`M${(i - 4.5) * (w / 4.6)} -36Q${(i - 4.5) * (w / 3.6)} 10 ${(i - 4.5) * (w / 3.9)} ${44 + length * 26 - (i % 2) * 8}`,
          i % 2 === 0 ? dark : fill,
          9,
        ),
      ),
      front:
        cap(rise, -6, parted(-6, 0)) +
        both(
          times(3, (i) =>
            line(
              d`M${w * 0.3 + i * 11} ${-42 + i * 5}Q${w * 0.75 + i * 6} -30 ${w - 2 + i * 3} ${4 + i * 10}`,
              i % 2 === 0 ? dark : fill,
              7,
            ),
          ),
        ),
    };
  },
};
