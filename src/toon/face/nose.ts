/** @file The nose in the head's frame: a bridge, two wings and a tip, all continuous. */
import { darker, lighter, mix } from '../colour.ts';
import { both, d, ellipse, line, opacity, path } from '../svg.ts';
import type { Identity } from '../traits.ts';

export function nose({ nose: n, skin }: Identity): string {
  const { length: y, width: w, bulb, flare, bridge } = n;
  const tip = mix(skin, '#e0604a', 0.16);
  const deep = darker(skin, 0.42);
  const wing = w * (0.22 + 0.26 * flare);
  const ridge = d`M-2.5 -9L${-w * 0.9} ${y - 1}Q0 ${y + 4} ${w * 0.5} ${y - 1}L1 -4Z`;
  return (
    path(ridge, darker(skin, 0.22), opacity(0.2 + 0.5 * bridge)) +
    both(ellipse(w * (0.72 + 0.1 * flare), y - 1.6, wing, wing * 0.85 + 0.6, darker(skin, 0.16))) +
    ellipse(0, y - 2 - 2.4 * bulb, w * (0.42 + 0.4 * bulb), 3.4 + 3.8 * bulb, tip) +
    line(d`M${-w * 0.9} ${y - 0.4}Q0 ${y + 5 + bulb} ${w * 0.9} ${y - 0.4}`, deep, 2.2) +
    ellipse(-w * 0.18, y - 4 - 2.6 * bulb, 1.6 + bulb * 1.2, 1.4 + bulb, lighter(skin, 0.5), opacity(0.55))
  );
}
