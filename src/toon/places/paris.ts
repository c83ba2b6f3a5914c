/** @file Paris with the Eiffel Tower. */
import { path, rect } from '../svg.ts';
import { cloud, hill, type Place, sky } from './scenery.ts';

export const paris: Place = {
  words: ['in Paris', 'in front of the Eiffel Tower', 'by the Eiffel Tower'],
  outdoors: true,
  draw: () =>
    sky('#f6b9c4', '#fdeed0') +
    cloud(10, 40, 0.9) +
    path('M172 4L168 50L158 100L136 160H154Q172 120 190 160H208L186 100L176 50Z', '#7d6470') +
    rect(156, 92, 32, 8, '#69525e') +
    rect(162, 52, 20, 6, '#69525e') +
    hill(158, 8, '#9cc08a'),
};
