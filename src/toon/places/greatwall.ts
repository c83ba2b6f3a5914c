/** @file The Great Wall over hills. */
import { poly, rect, times } from '../svg.ts';
import { hill, type Place, sky } from './scenery.ts';

const wall = (x: number, y: number, x2: number, y2: number, h: number): string =>
  poly([x, y, x2, y2, x2, y2 + h, x, y + h], '#c9ad82') +
  times(6, (i) =>
    rect(x + ((x2 - x) * (i + 0.25)) / 6, y + ((y2 - y) * (i + 0.5)) / 6 - 8, (x2 - x) / 11, 12, '#b8996a'),
  );

const tower = (x: number, y: number, w: number, h: number): string =>
  rect(x, y, w, h, '#ab8d62') +
  times(3, (i) => rect(x - 2 + (i * (w - 6)) / 2, y - 10, 10, 11, '#ab8d62')) +
  rect(x + w / 2 - 6, y + 16, 12, 20, '#5f4a34');

export const greatwall: Place = {
  words: ['at the Great Wall', 'on the Great Wall of China'],
  outdoors: true,
  draw: () =>
    sky('#a8d8f0', '#f2f3dc') +
    hill(96, 30, '#8fb98a') +
    hill(122, -26, '#6da06a') +
    wall(-6, 132, 62, 76, 26) +
    wall(58, 78, 128, 96, 18) +
    wall(124, 92, 206, 138, 30) +
    tower(4, 34, 38, 74) +
    tower(166, 52, 30, 66),
};
