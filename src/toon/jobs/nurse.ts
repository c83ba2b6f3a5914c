/** @file A nurse with a cap and a cross. */
import { both, cross, d, line, path } from '../svg.ts';
import { torso, vee } from '../torso.ts';
import type { Costume } from './costume.ts';

export const nurse: Costume = {
  words: ['nurse'],
  home: 'hospital',
  wear: (skin) =>
    torso('#7ec8d6') + vee(32, skin) + both(line('M-19 4L0 34', '#ffffff', 5)) + cross(38, 34, 9, '#e0333f'),
  hat: (b) =>
    path(
      d`M${-b * 0.62} -44Q0 -54 ${b * 0.62} -44L${b * 0.74} -66Q0 -79 ${-b * 0.74} -66Z`,
      '#ffffff',
      'stroke="#a9c3cc" stroke-width="2"',
    ) + cross(0, -61, 9, '#e0333f'),
};
