/** @file A clown; the red nose hides the person's own, so strict identity tests leave it out. */
import { both, circle, d, opacity, path, times } from '../svg.ts';
import { torso } from '../torso.ts';
import type { Costume } from './costume.ts';

const DOTS = [
  [-54, 38, '#e0333f'],
  [54, 40, '#3d8ad8'],
  [0, 44, '#35a86a'],
] as const;

const RUFF = ['#e0333f', '#ffffff', '#3d8ad8'] as const;

export const clown: Costume = {
  words: ['clown'],
  home: 'circus',
  face: ({ face, nose }) =>
    both(circle(face.width * 0.6, 20, 8.5, '#f0303c', opacity(0.85))) +
    circle(0, nose.length - 2, 8, '#e8202c') +
    circle(-2.5, nose.length - 5, 2.4, '#ffffff', opacity(0.8)),
  wear: () =>
    torso('#f3c12f') +
    DOTS.map(([x, y, colour]) => circle(x, y, 9, colour)).join('') +
    times(9, (i) => circle(-48 + i * 12, 10 + Math.sin((i / 8) * Math.PI) * 12, 11, RUFF[i % 3] ?? RUFF[0])),
  hat: (b) =>
    path(d`M${-b * 0.5} -42L4 -90L${b * 0.56} -42Q0 -52 ${-b * 0.5} -42Z`, '#8f4bc4') +
    circle(-6, -57, 5.5, '#f3c12f') +
    circle(9, -65, 5, '#4fd0c0') +
    circle(4, -88, 8, '#e0333f') +
    both(circle(b * 0.52, -43, 6.5, '#ffffff') + circle(b * 0.26, -47, 6.5, '#ffffff')) +
    circle(0, -48, 6.5, '#ffffff'),
};
