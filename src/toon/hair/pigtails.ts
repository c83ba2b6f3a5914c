/** @file Two bunches. */
import { both, circle, d, line, path } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const pigtails: HairStyleDefinition = {
  odds: [0.7, 0],
  nouns: ['pigtails', 'bunches'],
  plural: true,
  draw(strand) {
    const { w, cap, parted, fringe, fill, dark } = strokesOf(strand);
    const { length, volume, line: top } = strand.hair;
    const tail = d`M${w - 6} 2C${w + 26} -12 ${w + 34} 20 ${w + 20} ${44 + length * 22}C${w + 10} ${40 + length * 16} ${w + 8} 24 ${w - 6} 16Z`;
    return {
      back: both(path(tail, fill) + circle(w + 5, 4, 6, '#f0b429')),
      front:
        volume > 0.5
          ? cap(5, 4, fringe(4, -20), 3)
          : cap(5, 4, parted(4, 0, 0), 3) + line(d`M0 ${top - 2}V-56`, dark, 2.4),
    };
  },
};
