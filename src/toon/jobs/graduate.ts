/** @file A graduate with a mortarboard. */
import { d, ellipse, line, path, poly } from '../svg.ts';
import { torso, vee } from '../torso.ts';
import type { Costume } from './costume.ts';

export const graduate: Costume = {
  words: ['graduate'],
  home: 'library',
  coversSkull: true,
  wear: () =>
    torso('#22232b') + path('M-22 2L-32 10L-6 56H6L32 10L22 2L0 40Z', '#c9a13a') + vee(24, '#ffffff'),
  hat: (b) =>
    path(d`M${-b * 0.9} -36V-56H${b * 0.9}V-34Q0 -41 ${-b * 0.9} -34Z`, '#15161c') +
    poly([0, -84, b * 1.4, -63, 0, -46, -b * 1.4, -63], '#2c2d38') +
    line(d`M0 -65L${b * 1.08} -57V-30`, '#f2c22e', 3.5) +
    ellipse(b * 1.08, -26, 5.5, 9, '#f2c22e'),
};
