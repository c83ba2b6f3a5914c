/** @file A desert with a cactus. */
import { circle, rect } from '../svg.ts';
import { hill, type Place, sky } from './scenery.ts';

export const desert: Place = {
  words: ['in the desert', 'in a desert'],
  outdoors: true,
  draw: () =>
    sky('#ffb765', '#ffe6ad') +
    circle(168, 36, 20, '#fff3c9') +
    hill(120, 22, '#e0a052') +
    hill(142, -20, '#cf8a3e') +
    rect(20, 62, 13, 80, '#4d8a4a', 'rx="6"') +
    rect(4, 84, 22, 9, '#4d8a4a', 'rx="4"') +
    rect(4, 68, 9, 24, '#4d8a4a', 'rx="4"') +
    rect(28, 98, 20, 9, '#4d8a4a', 'rx="4"') +
    rect(39, 80, 9, 26, '#4d8a4a', 'rx="4"'),
};
