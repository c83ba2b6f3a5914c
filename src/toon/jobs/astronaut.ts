/** @file An astronaut in a bubble helmet. */
import { both, d, ellipse, line, opacity, path, rect } from '../svg.ts';
import { torso } from '../torso.ts';
import type { Costume } from './costume.ts';

export const astronaut: Costume = {
  words: ['astronaut', 'spaceman'],
  feminineWords: ['astronaut', 'spacewoman'],
  home: 'space',
  bubble: true,
  behind: (b) => ellipse(0, -8, b + 26, 80, '#eef1f4') + ellipse(0, -8, b + 19, 72, '#4f7396'),
  wear: () =>
    torso('#eef1f4') +
    path('M-46 20Q0 40 46 20L40 4Q0 22 -40 4Z', '#aeb9c4') +
    rect(-26, 34, 52, 40, '#c9d2da') +
    rect(-18, 36, 14, 10, '#e0333f') +
    rect(4, 36, 14, 10, '#3d8ad8') +
    both(line('M-56 24L-64 95', '#d8602e', 8)),
  hat: (b) =>
    ellipse(0, -8, b + 22.5, 76, 'none', 'stroke="#eef1f4" stroke-width="8"') +
    ellipse(0, -8, b + 18, 71, 'none', 'stroke="#9fb0bf" stroke-width="2"') +
    line(d`M${-b - 9} -26Q${-b - 2} -52 ${-b + 16} -62`, '#ffffff', 5, opacity(0.75)),
};
