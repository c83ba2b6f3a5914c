/** @file Hair cut at the chin. */
import { d, path } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const bob: HairStyleDefinition = {
  odds: [1.2, 0.05],
  adjectives: ['chin length'],
  nouns: ['bob'],
  draw(strand) {
    const { w, cap, parted, fringe, shine, rise, dark } = strokesOf(strand);
    const { length, part } = strand.hair;
    const end = 32 + length * 14;
    const low = 42 + length * 16;
    return {
      back: path(
        d`M${-w - 6} -20C${-w - 14} 20 ${-w - 10} ${low - 6} ${-w + 8} ${low}H${w - 8}C${w + 10} ${low - 6} ${w + 14} 20 ${w + 6} -20Z`,
        dark,
      ),
      front: cap(rise, end, part > 0 ? fringe(end, -19) : parted(end, 4), 7) + shine(rise),
    };
  },
};
