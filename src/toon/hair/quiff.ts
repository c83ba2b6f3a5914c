/** @file Hair swept up from the forehead. */
import { d, line, opacity, outlined, path } from '../svg.ts';
import { inked } from '../colour.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

/** Under a hat, a lock falls over the forehead. */
export const quiff: HairStyleDefinition = {
  odds: [0.2, 1],
  adjectives: ['swept up'],
  nouns: ['quiff'],
  draw(strand) {
    const { w, cap, parted, side, fill, light } = strokesOf(strand);
    const v = strand.hair.volume;
    const edge = `transform="scale(${side} 1)" ${outlined(inked(fill, 0.4), 1.5)}`;
    const sides = cap(3, -2, parted(-2, -8, 0), 2);
    if (strand.hatted)
      return {
        front:
          sides +
          path(
            d`M${-w * 0.5} -40Q${w * 0.1} -34 ${w * 0.62} -40Q${w * 0.66} -18 ${w * 0.2} -19Q${w * 0.3} -28 ${-w * 0.5} -40Z`,
            fill,
            edge,
          ),
      };
    return {
      front:
        sides +
        path(
          d`M${-w * 0.84} -32C${-w * 1.2} -60 ${-w * 0.4} ${-70 - v * 6} ${w * 0.5} ${-68 - v * 8}C${w * 1.3} -66 ${w * 1.1} -46 ${w * 0.88} -34C${w * 0.5} -44 ${-w * 0.3} -44 ${-w * 0.84} -32Z`,
          fill,
          edge,
        ) +
        line(d`M${-w * 0.5} -48Q${-w * 0.1} -60 ${w * 0.55} -59`, light, 4, opacity(0.5)),
    };
  },
};
