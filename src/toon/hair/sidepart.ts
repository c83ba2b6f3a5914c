/** @file Short hair with a parting. */
import { d, line } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const sidepart: HairStyleDefinition = {
  odds: [0.2, 1.2],
  adjectives: ['short', 'side parted'],
  draw(strand) {
    const { cap, parted, shine, side, rise, dark } = strokesOf(strand);
    const { line: top, volume } = strand.hair;
    return {
      front:
        cap(rise, -2, parted(-2, -4 + volume * 5, side * 17)) +
        line(d`M${side * 17} ${top - 2}Q${side * 14} -50 ${side * 4} ${-53 - rise}`, dark, 2.4) +
        shine(rise),
    };
  },
};
