/** @file Long hair in waves. */
import { inked } from '../colour.ts';
import { both, d, outlined, path } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const wavy: HairStyleDefinition = {
  odds: [1.2, 0.2],
  adjectives: ['long wavy', 'wavy'],
  draw(strand) {
    const { w, cap, parted, shine, drape, side, rise, fill } = strokesOf(strand);
    const { length, volume } = strand.hair;
    const lock = d`M${w - 6} 10C${w + 2} 28 ${w - 8} 40 ${w - 3} 52C${w + 2} 64 ${w - 8} 70 ${w - 4} 84H${w + 12}C${w + 6} 70 ${w + 18} 62 ${w + 12} 48C${w + 6} 36 ${w + 14} 26 ${w + 8} 8Z`;
    return {
      back: drape(w + 12 + volume * 4, 80 + length * 26, 5),
      front:
        both(path(lock, fill, outlined(inked(fill, 0.4), 1.5))) +
        cap(rise, 22, parted(22, 6, side * 15), 7) +
        shine(rise),
    };
  },
};
