/** @file A ship's deck. */
import { path, rect, times } from '../svg.ts';
import { cloud, type Place, sky } from './scenery.ts';

export const ship: Place = {
  words: ['on a ship', 'at sea', 'on a boat'],
  outdoors: true,
  draw: () =>
    sky('#8fd3f0', '#f3f6e0') +
    cloud(156, 30, 0.9) +
    rect(0, 104, 200, 40, '#2a7fae') +
    rect(16, 0, 9, 150, '#7a4f2c') +
    path('M26 16Q70 44 26 92Z', '#fbf3df') +
    rect(0, 138, 200, 62, '#9a6a3c') +
    times(4, (i) => rect(0, 150 + i * 15, 200, 2.4, '#7a4f2c')),
};
