/** @file Hair tied back at one side. */
import { circle, d, path } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

/** Under a hat, the tail begins behind the ear. */
export const ponytail: HairStyleDefinition = {
  odds: [1, 0.15],
  adjectives: ['tied back'],
  nouns: ['ponytail'],
  draw(strand) {
    const { w, cap, parted, fringe, shine, side, fill } = strokesOf(strand);
    const { length, volume } = strand.hair;
    const tail = d`M${w * 0.4} -52C${w + 26} -62 ${w + 34} -10 ${w + 24} ${38 + length * 24}Q${w + 12} ${44 + length * 24} ${w + 8} 30C${w + 12} 0 ${w + 8} -24 ${w * 0.5} -34Z`;
    const low = d`M${w - 8} -14C${w + 26} -34 ${w + 30} 0 ${w + 22} ${40 + length * 24}Q${w + 10} ${46 + length * 24} ${w + 8} 32C${w + 12} 14 ${w + 6} 4 ${w - 8} 4Z`;
    const band = strand.hatted
      ? circle(side * (w + 4), -8, 6, '#e0486a')
      : circle(side * (w - 2), -44, 7, '#e0486a');
    return {
      back: path(strand.hatted ? low : tail, fill, `transform="scale(${side} 1)"`) + band,
      front: cap(4, -2, volume > 0.5 ? fringe(-2, -20) : parted(-2, -6, 0), 2) + shine(4),
    };
  },
};
