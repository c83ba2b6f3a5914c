/** @file A castle with two towers. */
import { poly, rect, times } from '../svg.ts';
import { hill, type Place, sky } from './scenery.ts';

const tower = (x: number, y: number, w: number): string =>
  rect(x, y, w, 110, '#9a9aa8') +
  poly([x - 6, y, x + w / 2, y - 42, x + w + 6, y], '#b5404f') +
  rect(x + w / 2 - 5, y + 22, 10, 18, '#3f3a50');

export const castle: Place = {
  words: ['in front of a castle', 'at a castle'],
  outdoors: true,
  draw: () =>
    sky('#8f86d6', '#f4cfc9') +
    hill(140, 14, '#6a9a5f') +
    tower(4, 54, 34) +
    tower(162, 44, 36) +
    rect(36, 96, 128, 60, '#86869a') +
    times(6, (i) => rect(40 + i * 21, 86, 11, 12, '#86869a')),
};
