/** @file A hospital room. */
import { cross, rect } from '../svg.ts';
import type { Place } from './scenery.ts';

export const hospital: Place = {
  words: ['in a hospital', 'in the hospital'],
  outdoors: false,
  draw: () =>
    rect(0, 0, 200, 200, '#a8dad4') +
    rect(0, 130, 200, 70, '#5fa8a4') +
    rect(6, 24, 44, 50, '#ffffff', 'stroke="#5fa8a4" stroke-width="3"') +
    cross(28, 49, 15, '#e0333f') +
    rect(154, 20, 44, 110, '#7cc0ba') +
    rect(160, 32, 34, 50, '#eafaff'),
};
