/** @file Blush, freckles, a mole and age lines in the head's frame; dots are at least 5 px at 128 px. */
import { darker, mix } from '../colour.ts';
import { both, circle, d, ellipse, line, opacity } from '../svg.ts';
import type { Identity } from '../traits.ts';

const FRECKLES = [
  [13, 13],
  [24, 10],
  [20, 21],
  [31, 18],
] as const;

/** Radius of a dot: 3.7 units are 5 px across on the smallest head. */
const DOT = 3.7;

export function marks({ marks: k, face: { width: w, chin }, skin, tone }: Identity): string {
  const blush = both(ellipse(w * 0.58, 18, 10, 7, mix('#e8505a', skin, tone * 0.4), opacity(k.blush)));
  const brown = mix(darker(skin, 0.32), '#a0522d', 0.5);
  const freckles =
    k.freckles > 0
      ? both(
          FRECKLES.map(([x, y]) => circle((x * w) / 41, y, DOT, brown, opacity(k.freckles * 0.75))).join(''),
        )
      : '';
  const crease = (shape: string): string =>
    line(shape, darker(skin, 0.36), 2.4, opacity(Math.min(1, k.lines * 1.2)));
  const cheek = d`M${w * 0.26} 19Q${w * 0.5} 25 ${w * 0.48} 36`;
  const lines =
    k.lines > 0.15
      ? both(crease(cheek) + crease(d`M${w - 18} 15Q${w - 12} 14 ${w - 7} 9`)) +
        crease('M-17 -28Q0 -31 17 -28') +
        (k.lines > 0.6 ? crease('M-14 -35Q0 -38 14 -35') : '')
      : '';
  const mole =
    k.mole === undefined ? '' : circle(k.mole.x * w, k.mole.y * chin * 0.86, DOT, darker(skin, 0.78));
  return blush + freckles + lines + mole;
}
