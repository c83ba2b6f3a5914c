/** @file A bow tie. */
import { both, path, rect } from '../svg.ts';
import type { Accessory } from './accessory.ts';

export const bowtie: Accessory = {
  words: ['a bow tie', 'a red bow tie'],
  neck: () => both(path('M0 14L-27 1Q-31 14 -27 28Z', '#d02f4f')) + rect(-6, 8, 12, 13, '#9a1f38', 'rx="3"'),
};
