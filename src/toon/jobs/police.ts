/** @file A police officer with a peaked cap and a badge. */
import { both, d, path, rect, star } from '../svg.ts';
import { collar, tie, torso } from '../torso.ts';
import { type Costume, hatBand } from './costume.ts';

export const police: Costume = {
  words: ['police', 'police officer', 'policeman'],
  feminineWords: ['police', 'police officer', 'policewoman'],
  home: 'city',
  coversSkull: true,
  wear: () =>
    torso('#25376b') +
    collar('#3a529c') +
    tie('#10182f') +
    star(40, 32, 12, '#f6c945') +
    both(rect(-74, 20, 26, 8, '#f6c945', 'transform="rotate(-16 -60 24)"')),
  hat: (b) =>
    path(
      d`M${-b} -44C${-b * 1.45} -62 ${-b * 0.8} -78 0 -78C${b * 0.8} -78 ${b * 1.45} -62 ${b} -44Z`,
      '#2c4180',
    ) +
    hatBand(b * 0.98, -34, 13, '#141c38') +
    path(d`M${-b * 0.9} -34Q0 -44 ${b * 0.9} -34Q0 -20 ${-b * 0.9} -34Z`, '#0c1122') +
    star(0, -57, 12, '#f6c945'),
};
