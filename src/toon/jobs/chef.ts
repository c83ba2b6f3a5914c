/** @file A chef with a tall hat. */
import { both, circle, line, poly, rect } from '../svg.ts';
import { buttons, torso } from '../torso.ts';
import { type Costume, hatBand } from './costume.ts';

export const chef: Costume = {
  words: ['chef', 'cook'],
  home: 'kitchen',
  coversSkull: true,
  wear: () =>
    torso('#f8f6f0') +
    line('M0 16L14 95', '#c9c6be', 2) +
    buttons(-14, [32, 44], '#2b2b33', 4) +
    buttons(22, [32, 44], '#2b2b33', 4) +
    poly([-22, 0, 0, 11, 22, 0, 15, 18, 0, 28, -15, 18], '#d8343c'),
  hat: (b) =>
    circle(-b * 0.62, -62, 17, '#fffdf8') +
    circle(b * 0.62, -62, 17, '#fffdf8') +
    circle(0, -67, 22, '#fffdf8') +
    rect(-b * 0.86, -64, b * 1.72, 20, '#fffdf8') +
    hatBand(b * 0.9, -34, 16, '#e3dfd4') +
    both(line('M14 -54Q13 -62 17 -70', '#d6d2c8', 2.4)),
};
