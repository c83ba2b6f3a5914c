/** @file The mouth in the head's frame, and where its corners are. */
import { darker, mix } from '../colour.ts';
import type { Shot } from '../shot.ts';
import { d, ellipse, line, outlined, path } from '../svg.ts';
import type { Identity } from '../traits.ts';

export const mouthY = ({ nose, mouth, face }: Identity): number =>
  nose.length + (face.chin - nose.length) * mouth.height;

/** Half width of the mouth and height of its corners, which the landmarks share with the drawing. */
export function mouthCorner(
  person: Identity,
  { expression }: Shot,
): { readonly x: number; readonly y: number } {
  const { width, lift } = person.mouth;
  const [stretch, raise] = {
    neutral: [1, lift * 0.5] as const,
    smile: [1.18, 4 + lift * 0.6] as const,
    laugh: [1.2, 4] as const,
    surprised: [0.66, -3] as const,
  }[expression];
  return { x: width * stretch, y: mouthY(person) - raise };
}

function laughing(w: number, y: number, corner: number, { fullness: f, lips }: Identity['mouth']): string {
  const cavity = d`M${-w} ${corner}Q0 ${y + 1} ${w} ${corner}C${w * 0.85} ${y + 15} ${-w * 0.85} ${y + 15} ${-w} ${corner}Z`;
  const teeth = d`M${-w * 0.86} ${corner + 1}Q0 ${y + 1} ${w * 0.86} ${corner + 1}Q${w * 0.6} ${y + 5} 0 ${y + 5.5}Q${-w * 0.6} ${y + 5} ${-w * 0.86} ${corner + 1}Z`;
  return line(cavity, lips, 1.5 + f * 0.9) + path(cavity, '#6b1724') + path(teeth, '#fffdf6');
}

export function mouth(person: Identity, view: Shot): string {
  const { fullness: f, lips } = person.mouth;
  const y = mouthY(person);
  const { x: w, y: corner } = mouthCorner(person, view);
  if (view.expression === 'laugh') return laughing(w, y, corner, person.mouth);
  if (view.expression === 'surprised')
    return ellipse(0, y + 1, w, 8, '#5a1420', outlined(lips, 1.5 + f * 0.8));
  const seam = d`Q0 ${y * 2 - corner + 1} `;
  return (
    path(
      d`M${-w} ${corner}Q${-w * 0.3} ${y - f * 1.3} 0 ${y - f * 0.55}Q${w * 0.3} ${y - f * 1.3} ${w} ${corner}${seam}${-w} ${corner}Z`,
      darker(lips, 0.12),
    ) +
    path(d`M${-w} ${corner}${seam}${w} ${corner}Q0 ${y * 2 - corner + f * 3.2 + 1} ${-w} ${corner}Z`, lips) +
    line(d`M${-w} ${corner}${seam}${w} ${corner}`, mix(darker(lips, 0.55), '#3a0a14', 0.3), 2)
  );
}
