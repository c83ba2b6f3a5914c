/** @file One ear in the head's frame. */
import { darker } from '../colour.ts';
import { circle, d, ellipse, group, outlined } from '../svg.ts';
import type { Identity } from '../traits.ts';

export function ear({ ears, face: { width: w }, skin }: Identity, side: 1 | -1): string {
  const s = ears.size;
  return group(
    d`transform="translate(${side * (w + ears.out * 0.7)} 5) scale(${side} 1)"`,
    ellipse(0, 0, 6.5 * s, 10.5 * s, darker(skin, 0.07), outlined(darker(skin, 0.34), 1.5)),
    ellipse(1, 0, 3.2 * s, 6 * s, darker(skin, 0.26)),
    ears.ring === undefined ? '' : circle(2, 11 * s + 2, 4.4, ears.ring),
  );
}
