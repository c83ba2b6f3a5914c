/** @file A warm scarf. */
import { both, line, path, rect } from '../svg.ts';
import type { Accessory } from './accessory.ts';

export const scarf: Accessory = {
  words: ['a scarf', 'a warm scarf'],
  neck: () =>
    rect(16, 10, 24, 70, '#d98f1f', 'rx="5" transform="rotate(-6 27 12)"') +
    path('M-38 -8C-20 6 20 6 38 -8C46 4 44 20 34 26C14 34 -14 34 -34 26C-44 20 -46 4 -38 -8Z', '#f0a830') +
    both(line('M-24 1Q-27 14 -22 28', '#c9402f', 7)) +
    line('M0 5V30', '#c9402f', 7),
};
