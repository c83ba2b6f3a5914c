/** @file A farm with a barn. */
import { d, line, poly, rect, times } from '../svg.ts';
import { cloud, hill, type Place, sky } from './scenery.ts';

export const field: Place = {
  words: ['in a field', 'on a farm', 'in the countryside'],
  outdoors: true,
  draw: () =>
    sky('#8fd0f2', '#eaf6e0') +
    cloud(12, 34, 1) +
    hill(118, 12, '#9ccb6a') +
    rect(148, 70, 50, 48, '#c0392f') +
    poly([142, 72, 173, 42, 204, 72], '#7a2a24') +
    rect(168, 92, 18, 26, '#f4e6d0') +
    hill(140, -8, '#e6c04f') +
    times(8, (i) => line(d`M${i * 28} 200L${60 + i * 12} 146`, '#cfa53a', 3)),
};
