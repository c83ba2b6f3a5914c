/** @file Facial hair in the head's frame. */
import { darker, inked, luma, mix } from '../colour.ts';
import { both, d, group, line, opacity, outlined, path } from '../svg.ts';
import type { BeardStyle, Identity } from '../traits.ts';
import { mouthY } from './mouth.ts';

export function beard(person: Identity): string {
  const { face, hair: h, skin } = person;
  const { width: w, chin } = face;
  const j = w * face.jaw;
  const y = mouthY(person);
  const m = person.mouth.width;
  const fill = luma(h.colour) > 60 ? mix(h.colour, darker(skin, 0.6), 0.2) : h.colour;
  const edge = outlined(inked(fill, 0.2), 1.4);
  const jaw = (drop: number, inner: string): string =>
    path(
      d`M${-w - 1} 0C${-w - 1} 14 ${-j - 3} 24 ${-j - 2} 31C${-j * 0.9} ${chin + drop * 0.7} ${-w * 0.4} ${chin + drop} 0 ${chin + drop}C${w * 0.4} ${chin + drop} ${j * 0.9} ${chin + drop * 0.7} ${j + 2} 31C${j + 3} 24 ${w + 1} 14 ${w + 1} 0L${w - 5} 2${inner}L${-w + 5} 2Z`,
      fill,
      edge,
    );
  const cheeks = d`C${w - 6} 18 ${m + 10} ${y - 9} 0 ${y - 9}C${-m - 10} ${y - 9} ${-w + 6} 18 ${-w + 5} 2`;
  const lip = path(
    d`M0 ${y - 9}C${m * 0.6} ${y - 12} ${m + 4} ${y - 6} ${m + 5} ${y + 1}C${m * 0.6} ${y - 4} 4 ${y - 3} 0 ${y - 3}C-4 ${y - 3} ${-m * 0.6} ${y - 4} ${-m - 5} ${y + 1}C${-m - 4} ${y - 6} ${-m * 0.6} ${y - 12} 0 ${y - 9}Z`,
    fill,
  );
  const drawings: Readonly<Record<BeardStyle, () => string>> = {
    none: () => '',
    stubble: () => group(opacity(0.34), jaw(0, cheeks)),
    moustache: () => lip,
    handlebar: () => lip + both(line(d`M${m} ${y - 4}Q${m + 9} ${y} ${m + 10} ${y - 9}`, fill, 5)),
    goatee: () =>
      lip +
      path(
        d`M${-m - 5} ${y - 3}C${-m - 4} ${chin} -10 ${chin + 7} 0 ${chin + 7}C10 ${chin + 7} ${m + 4} ${chin} ${m + 5} ${y - 3}L${m} ${y + 4}Q0 ${y + 9} ${-m} ${y + 4}Z`,
        fill,
      ),
    chinstrap: () =>
      jaw(
        3,
        d`C${w - 5} 20 ${j - 5} ${chin - 9} 0 ${chin - 9}C${-j + 5} ${chin - 9} ${-w + 5} 20 ${-w + 5} 2`,
      ),
    full: () => jaw(6, cheeks),
    long: () =>
      jaw(28, cheeks) + line(d`M-8 ${chin - 2}Q-6 ${chin + 14} -1 ${chin + 22}`, darker(fill, 0.25), 2.4),
  };
  return drawings[person.beard]();
}
