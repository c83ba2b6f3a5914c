/** @file One eye in the head's frame. */
import { darker } from '../colour.ts';
import type { Expression, Shot } from '../shot.ts';
import { circle, d, group, line, opacity, path } from '../svg.ts';
import type { Identity } from '../traits.ts';

const OPEN: Readonly<Record<Expression, number>> = { neutral: 1, smile: 0.88, laugh: 0.68, surprised: 1.2 };

/** `side` is 1 for the eye at the picture's right, -1 for the left. */
export function eye({ eyes: e, skin }: Identity, { expression, gaze }: Shot, side: 1 | -1): string {
  const open = e.open * OPEN[expression];
  const a = e.width;
  const k = a * e.skew;
  const upper = d`M${-a} 1C${-a * 0.6 + k} ${-open * 1.3} ${a * 0.5 + k} ${-open * 1.3} ${a} 0`;
  const shape = d`${upper}C${a * 0.55} ${open} ${-a * 0.5} ${open * 1.05} ${-a} 1Z`;
  const iris = Math.min(open * 0.98, a * 0.64) * e.irisSize + 0.8;
  const [x, y] = [gaze.x * a * 0.3 * side, -open * 0.08 + gaze.y * open * 0.35];
  const ink = darker(skin, 0.82);
  const lid = d`M${-a * 0.8} ${-open * 0.62 - e.fold}Q${k} ${-open * 1.12 - e.fold - 1} ${a * 0.9} ${-open * 0.5 - e.fold}`;
  const shade = d`M${-a} 0C${-a * 0.6 + k} ${-open * 1.3 - 7} ${a * 0.6 + k} ${-open * 1.3 - 8} ${a + 3} -1Z`;
  return group(
    d`transform="translate(${side * e.spacing} 0) scale(${side} 1) rotate(${-e.tilt})"`,
    e.shadow === undefined ? '' : path(shade, e.shadow, opacity(0.62)),
    line(lid, darker(skin, 0.3), 1.6, opacity(0.7)),
    `<clipPath id="eye${side}"><path d="${shape}"/></clipPath>`,
    path(shape, '#fdfbf7'),
    group(
      `clip-path="url(#eye${side})"`,
      circle(x, y, iris, e.iris),
      circle(x, y, iris * 0.5, '#140c10'),
      circle(x - side * iris * 0.35, y - iris * 0.4, iris * 0.28, '#ffffff'),
    ),
    line(upper, ink, 2.2 + e.lashes * 1.4),
    e.lashes > 0.3 ? line(d`M${a - 1} -1L${a + 2 + e.lashes * 3} ${-2 - e.lashes * 3}`, ink, 2.4) : '',
  );
}
