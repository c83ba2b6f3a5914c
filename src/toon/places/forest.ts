/** @file A pine forest. */
import { hill, pine, type Place, sky } from './scenery.ts';

export const forest: Place = {
  words: ['in a forest', 'in the woods', 'among trees'],
  outdoors: true,
  draw: () =>
    sky('#bfe3a8', '#e9f5cf') +
    pine(60, 130, 1.5, '#8cbf7d') +
    pine(144, 130, 1.6, '#8cbf7d') +
    hill(136, 10, '#5f9a4f') +
    pine(20, 140, 2, '#2f7a45') +
    pine(184, 138, 2.1, '#276b3c') +
    pine(-4, 160, 1.6, '#1f5a32'),
};
