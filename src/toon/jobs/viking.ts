/** @file A viking with a horned helmet and furs. */
import { both, circle, d, line, path, rect, times } from '../svg.ts';
import { torso } from '../torso.ts';
import { type Costume, hatBand } from './costume.ts';

export const viking: Costume = {
  words: ['viking'],
  home: 'mountain',
  coversSkull: true,
  wear: () =>
    torso('#6b4a30') +
    times(9, (i) =>
      circle(-64 + i * 16, 18 + Math.abs(4 - i) * 2.4, 14, i % 2 === 0 ? '#a1845f' : '#b59a78'),
    ) +
    line('M-64 30L40 95', '#3a2616', 8),
  hat: (b) =>
    both(
      path(
        d`M${b * 0.8} -52C${b * 1.45} -52 ${b * 1.55} -72 ${b * 1.28} -92C${b * 1.18} -76 ${b * 1.05} -70 ${b * 0.7} -68Z`,
        '#f6e7bd',
        'stroke="#b9975a" stroke-width="2.5"',
      ),
    ) +
    path(d`M${-b * 0.95} -38C${-b} -69 -22 -78 0 -78S${b} -69 ${b * 0.95} -38Z`, '#98a2ad') +
    hatBand(b * 0.98, -34, 11, '#a9772f') +
    rect(-6, -77, 12, 38, '#a9772f') +
    both(circle(b * 0.5, -42, 3.5, '#f0dca0')),
};
