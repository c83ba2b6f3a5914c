/** @file A city at night. */
import { circle, rect, times } from '../svg.ts';
import { type Place, sky } from './scenery.ts';

const HOUSES = [
  [-4, 70, 40],
  [38, 104, 26],
  [120, 92, 30],
  [150, 58, 34],
  [184, 84, 30],
  [64, 60, 20],
] as const;

const window = (x: number, y: number, w: number, i: number, k: number): string =>
  (k * 7 + i * 3) % 4 === 0
    ? ''
    : rect(x + 6 + (k % 2) * (w - 18), y + 8 + Math.floor(k / 2) * 18, 7, 9, '#ffd76a');

export const city: Place = {
  words: ['in the city at night', 'in front of a city at night', 'in a city'],
  outdoors: true,
  draw: () =>
    sky('#141a44', '#4a3f86') +
    circle(170, 28, 14, '#fbf1c4') +
    HOUSES.map(
      ([x, y, w], i) =>
        rect(x, y, w, 140, i % 2 === 0 ? '#1b2250' : '#232b5c') + times(8, (k) => window(x, y, w, i, k)),
    ).join(''),
};
