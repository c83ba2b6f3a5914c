/** @file A kitchen with a shelf of pots. */
import { d, line, rect, times } from '../svg.ts';
import type { Place } from './scenery.ts';

export const kitchen: Place = {
  words: ['in a kitchen', 'in the kitchen'],
  outdoors: false,
  draw: () =>
    rect(0, 0, 200, 200, '#f7ead2') +
    times(6, (i) => line(d`M0 ${i * 24 + 16}H200`, '#e6d3b0', 2)) +
    rect(0, 62, 200, 8, '#a9713f') +
    rect(6, 38, 28, 24, '#d65a4a', 'rx="3"') +
    line('M32 44H46', '#d65a4a', 5) +
    rect(58, 44, 14, 18, '#7fb0a8') +
    rect(148, 34, 18, 28, '#e0b04a', 'rx="3"') +
    rect(172, 42, 22, 20, '#7a9ac0', 'rx="3"') +
    rect(0, 130, 200, 70, '#8fb7b0') +
    rect(0, 124, 200, 9, '#e9e4da'),
};
