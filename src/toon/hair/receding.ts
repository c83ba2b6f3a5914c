/** @file Hair at the temples only. */
import { both, d, line, opacity, path } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const receding: HairStyleDefinition = {
  odds: [0, 0.8],
  adjectives: ['receding', 'thin'],
  draw(strand) {
    const { w, fill } = strokesOf(strand);
    const temple = d`M${w + 3} 9C${w + 9} -20 ${w + 2} -44 ${w * 0.6} -49C${w * 0.8} -30 ${w - 7} -20 ${w - 6} 9Z`;
    return {
      front: both(path(temple, fill)) + line(d`M${-w * 0.5} -51Q0 -57 ${w * 0.5} -51`, fill, 3, opacity(0.6)),
    };
  },
};
