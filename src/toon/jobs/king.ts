/** @file A king with a tall crown and an ermine cloak over red. */
import { both, circle, path, poly, rect } from '../svg.ts';
import { torso } from '../torso.ts';
import { type Costume, hatBand } from './costume.ts';

const SPOTS = [
  [-62, 28],
  [-42, 22],
  [-22, 22],
] as const;

export const king: Costume = {
  words: ['king', 'monarch'],
  home: 'castle',
  wear: () =>
    torso('#a8202f') +
    path(
      'M-36 2C-66 10 -80 24 -82 42L-44 40C-30 32 -10 28 0 32C10 28 30 32 44 40L82 42C80 24 66 10 36 2C20 20 -20 20 -36 2Z',
      '#fbf7ee',
    ) +
    both(SPOTS.map(([x, y]) => rect(x, y, 5, 9, '#2b2b33')).join('')) +
    circle(0, 36, 8, '#f6c945'),
  hat: (b) =>
    path(`M${-b * 0.74} -44Q0 -82 ${b * 0.74} -44Z`, '#a8202f') +
    poly(
      [-b * 0.8, -40, -b * 0.94, -76, -b * 0.44, -60, 0, -84, b * 0.44, -60, b * 0.94, -76, b * 0.8, -40],
      '#f6c42f',
    ) +
    hatBand(b * 0.82, -36, 11, '#d9971b') +
    circle(0, -47, 6, '#d8343c') +
    both(circle(b * 0.46, -45, 5, '#2f7bd0') + circle(b * 0.94, -77, 5, '#d8343c')) +
    circle(0, -84, 5, '#d8343c'),
};
