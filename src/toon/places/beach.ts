/** @file A beach with a palm. */
import { circle, d, group, line, path, rect, times } from '../svg.ts';
import { type Place, sky } from './scenery.ts';

export const beach: Place = {
  words: ['at the beach', 'on a sunny beach', 'by the sea'],
  outdoors: true,
  draw: () =>
    sky('#7fd0f5', '#d9f3fb') +
    circle(28, 32, 18, '#ffe066') +
    rect(0, 98, 200, 40, '#2f9fc4') +
    rect(0, 106, 200, 6, '#7fd3e4') +
    rect(0, 136, 200, 64, '#f3d9a0') +
    line('M182 140Q190 90 174 50', '#8a5f36', 8) +
    times(5, (i) =>
      group(
        d`transform="rotate(${-170 + i * 42} 174 48)"`,
        path('M174 48Q196 32 214 52Q194 46 174 48Z', '#3b9a4f'),
      ),
    ),
};
