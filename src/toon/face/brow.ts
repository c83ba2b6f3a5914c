/** @file One eyebrow in the head's frame. */
import { darker, luma, mix } from '../colour.ts';
import type { Expression, Shot } from '../shot.ts';
import { d, line } from '../svg.ts';
import type { Identity } from '../traits.ts';

const LIFT: Readonly<Record<Expression, number>> = { neutral: 0, smile: 1, laugh: 2, surprised: 6 };

export function brow(
  { eyes: e, brows: b, hair: h, skin }: Identity,
  { expression }: Shot,
  side: 1 | -1,
): string {
  const y = -e.open * 0.95 - b.gap - b.thickness * 0.25 - LIFT[expression];
  const half = e.width * b.length;
  const own = luma(h.colour) > 150 && h.style !== 'bald' ? darker(h.colour, 0.35) : h.colour;
  return line(
    d`M${side * (e.spacing - half * 0.95)} ${y + b.angle * 0.6}Q${side * (e.spacing + 1)} ${y - b.arch * 1.6} ${side * (e.spacing + half)} ${y - b.angle * 0.6}`,
    mix(own, darker(skin, 0.75), b.tint),
    b.thickness,
  );
}
