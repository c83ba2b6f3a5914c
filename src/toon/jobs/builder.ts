/** @file A builder with a hard hat and a vest. */
import { both, d, line, path, rect } from '../svg.ts';
import { torso } from '../torso.ts';
import type { Costume } from './costume.ts';

export const builder: Costume = {
  words: ['builder', 'construction worker'],
  home: 'city',
  coversSkull: true,
  wear: () =>
    torso('#50657f') +
    both(path('M-22 2L-54 14V95H-6V28Z', '#f47b20') + line('M-38 12V95', '#f4f07a', 8)) +
    rect(-54, 34, 48, 8, '#f4f07a') +
    rect(6, 34, 48, 8, '#f4f07a'),
  hat: (b) =>
    path(d`M${-b * 0.98} -36C${-b} -69 -22 -78 0 -78S${b} -69 ${b * 0.98} -36Z`, '#f9c823') +
    path('M-8 -79Q0 -82 8 -79V-44H-8Z', '#e5ac12') +
    path(d`M${-b * 1.12} -32Q0 -50 ${b * 1.12} -32Q0 -24 ${-b * 1.12} -32Z`, '#e5ac12'),
};
