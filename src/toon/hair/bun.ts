/** @file Hair tied up in a knot. */
import { both, circle, d, line, opacity } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

/** Under a hat, the bun sits low at one side of the neck. */
export const bun: HairStyleDefinition = {
  odds: [1, 0.35],
  adjectives: ['tied up'],
  nouns: ['bun'],
  draw(strand) {
    const { w, cap, parted, side, fill, dark, light } = strokesOf(strand);
    const r = 14 + strand.hair.volume * 5;
    const [x, y] = strand.hatted ? [side * (w + 4), 26] : [0, -64];
    const strands = both(line(d`M${w - 3} -8Q${w + 3} 10 ${w - 2} 24`, fill, 4));
    return {
      back:
        circle(x, y, r + 1.2, dark) + circle(x, y, r, fill) + circle(x - 4, y - 4, 6, light, opacity(0.4)),
      front:
        cap(3, -2, parted(-2, -9, 0), 2) +
        strands +
        (strand.hatted ? '' : line(d`M-15 -58Q0 -54 15 -58`, dark, 3)),
    };
  },
};
