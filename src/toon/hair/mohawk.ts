/** @file A crest between shaved sides. */
import { inked } from '../colour.ts';
import { d, group, line, opacity, outlined, path } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

/** Under a hat, the crest's end hangs over the forehead and its tail down the neck. */
export const mohawk: HairStyleDefinition = {
  odds: [0.25, 0.6],
  nouns: ['mohawk'],
  draw(strand) {
    const { cap, parted, fill, light, w } = strokesOf(strand);
    const v = strand.hair.volume;
    const edge = outlined(inked(fill, 0.4), 1.5);
    const shaved = group(opacity(0.4), cap(0, -8, parted(-8, -12, 0), 0));
    if (strand.hatted)
      return {
        back: path(
          d`M${-w * 0.75} 20Q${-w - 8} 44 ${-w - 4} 62Q0 84 ${w + 4} 62Q${w + 8} 44 ${w * 0.75} 20Z`,
          fill,
        ),
        front: shaved + path(d`M-14 -42H14C14 -28 8 -16 0 -15C-8 -16 -14 -28 -14 -42Z`, fill, edge),
      };
    return {
      front:
        shaved +
        path(
          d`M-13 -32C-18 -56 -20 ${-66 - v * 7} -11 ${-71 - v * 7}Q0 ${-79 - v * 7} 11 ${-71 - v * 7}C20 ${-66 - v * 7} 18 -56 13 -32Q6 -20 0 -22Q-9 -24 -13 -32Z`,
          fill,
          edge,
        ) +
        line(d`M-4 -40Q-8 -56 -5 -70`, light, 4, opacity(0.5)),
    };
  },
};
