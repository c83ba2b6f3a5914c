/** @file Headphones. */
import { both, d, line, rect } from '../svg.ts';
import type { Accessory } from './accessory.ts';

export const headphones: Accessory = {
  words: ['headphones', 'red headphones'],
  hat: (b) =>
    line(d`M${-b - 4} 0C${-b - 8} -82 ${b + 8} -82 ${b + 4} 0`, '#2c2f3a', 7) +
    both(rect(b - 4, -13, 17, 34, '#e8483f', 'rx="8"') + rect(b - 6, -9, 6, 26, '#2c2f3a', 'rx="3"')),
};
