/** @file Everyday clothes, in the body's frame. */
import { type Colour, darker, lighter } from './colour.ts';
import { both, d, line, path, times } from './svg.ts';
import { buttons, collar, torso, vee } from './torso.ts';

export type OutfitCut = 'tee' | 'shirt' | 'hoodie' | 'striped' | 'vneck';

export const OUTFITS: Readonly<Record<OutfitCut, (colour: Colour, skin: Colour) => string>> = {
  tee: (c) => torso(c) + line('M-20 5C-13 19 13 19 20 5', darker(c, 0.25), 5),
  shirt: (c) =>
    torso(c) +
    collar(lighter(c, 0.45)) +
    line('M0 18V95', darker(c, 0.2), 2) +
    buttons(0, [28, 40], lighter(c, 0.7)),
  hoodie: (c) =>
    torso(c) +
    path('M-26 0Q-40 22 0 32Q40 22 26 0Q0 26 -26 0Z', darker(c, 0.18)) +
    both(line('M-9 26V46', '#fffdf8', 3)),
  striped: (c) =>
    torso(c) +
    times(4, (i) =>
      line(
        d`M-80 ${36 + i * 18}C-54 ${10 + i * 18} 54 ${10 + i * 18} 80 ${36 + i * 18}`,
        lighter(c, 0.65),
        7,
      ),
    ) +
    line('M-20 5C-13 19 13 19 20 5', lighter(c, 0.65), 5),
  vneck: (c, skin) => torso(c) + vee(34, skin) + both(line('M-19 4L0 36', darker(c, 0.22), 4)),
};
