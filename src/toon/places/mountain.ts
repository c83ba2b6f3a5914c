/** @file Snowy mountains. */
import { poly } from '../svg.ts';
import { hill, type Place, sky } from './scenery.ts';

export const mountain: Place = {
  words: ['on a snowy mountain', 'in the snow', 'in the mountains'],
  outdoors: true,
  draw: () =>
    sky('#5fa8e6', '#dff0fb') +
    poly([-44, 150, 30, 22, 104, 150], '#6d86a8') +
    poly([30, 22, 2, 70, 18, 62, 30, 76, 42, 62, 58, 70], '#ffffff') +
    poly([96, 150, 174, 14, 250, 150], '#8199ba') +
    poly([174, 14, 144, 66, 160, 58, 174, 74, 188, 58, 204, 66], '#ffffff') +
    hill(142, 14, '#f4f9ff'),
};
