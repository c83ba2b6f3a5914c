/** @file Long hair in big curls. */
import { ellipse } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const bigcurls: HairStyleDefinition = {
  odds: [1, 0.15],
  adjectives: ['long curly', 'big curly'],
  draw(strand) {
    const { w, cap, parted, bumps, dark } = strokesOf(strand);
    return {
      back:
        bumps(15, w + 10 + strand.hair.volume * 4, 56, 15, -2.6, 2.6, -2) + ellipse(0, 6, w + 8, 56, dark),
      front:
        bumps(13, w + 4, 46, 12, -2, 2, -8) +
        cap(2, -4, parted(-4, -9, 0), 2, false) +
        bumps(5, w * 0.55, 30, 9.5, -1, 1, -14),
    };
  },
};
