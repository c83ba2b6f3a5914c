/** @file Dark glasses, which hide the eyes. */
import { both, d, line, opacity, path } from '../svg.ts';
import type { Accessory } from './accessory.ts';

export const sunglasses: Accessory = {
  words: ['sunglasses', 'dark glasses'],
  face: ({ eyes: { spacing: s, width: a }, face }) => {
    const lens = d`M${s - a - 3} -11H${s + a + 6}C${s + a + 7} 10 ${s + 8} 16 ${s + 1} 15C${s - 8} 15 ${s - a - 3} 8 ${s - a - 3} -11Z`;
    return (
      line(d`M${-face.width} -4H${face.width}`, '#16161c', 3.5) +
      both(
        path(lens, '#16161c', opacity(0.86)) + line(d`M${s - 4} -5L${s - 8} 3`, '#ffffff', 3, opacity(0.5)),
      )
    );
  },
};
