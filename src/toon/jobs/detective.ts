/** @file A detective in a trench coat and a felt hat. */
import { both, d, path, rect } from '../svg.ts';
import { lapels, tie, torso, vee } from '../torso.ts';
import { type Costume, hatBand } from './costume.ts';

export const detective: Costume = {
  words: ['detective', 'private detective'],
  home: 'city',
  coversSkull: true,
  wear: () =>
    torso('#b89468') +
    vee(40, '#f4f1e8') +
    tie('#6b2030') +
    lapels('#94734b') +
    both(rect(-68, 20, 22, 7, '#8d6c46', 'transform="rotate(-16 -55 22)"')),
  hat: (b) =>
    path(
      d`M${-b * 0.84} -38C${-b * 0.86} -64 ${-b * 0.6} -78 -12 -76Q0 -68 12 -76C${b * 0.6} -78 ${b * 0.86} -64 ${b * 0.84} -38Z`,
      '#8a7a66',
    ) +
    hatBand(b * 0.88, -38, 11, '#2f2a2a') +
    path(d`M${-b * 1.35} -34Q0 -52 ${b * 1.35} -34Q0 -24 ${-b * 1.35} -34Z`, '#75664f'),
};
