/** @file A head's view in cells: their colours, whether they show a person, and what each shows by its place alone. */
import type { Point } from '../../similarity.ts';
import type { FaceView, Rgb } from '../face-view.ts';
import type { Person } from '../person.ts';
import { type Hue, hueOf } from './colour-model.ts';
import { CELL, type HeadShape } from './head-shape.ts';

export const LABELS = ['behind', 'skin', 'hair', 'clothes'] as const;
export type Label = (typeof LABELS)[number];

export interface Cells {
  readonly hues: readonly Hue[];
  /** Shows nothing of the photo, and so what is behind. */
  readonly isEmpty: readonly boolean[];
  /** Whether a cell of a photograph shows a person; of a drawing nothing is known. */
  readonly isPerson: readonly boolean[] | undefined;
}

export type Seeds = (Label | undefined)[];

/** From here on a cell is of a person. */
const SURE = 0.5;

export function cellsOf(view: FaceView, { side }: HeadShape, person: Person | undefined): Cells {
  const places = Array.from({ length: side * side }, (_, i): Point => [
    (i % side) * CELL,
    Math.floor(i / side) * CELL,
  ]);
  const colours = places.map(([x, y]): Rgb => {
    const four = [
      view.at([x, y]),
      view.at([x + 1, y]),
      view.at([x, y + 1]),
      view.at([x + 1, y + 1]),
    ] as const;
    const mean = (c: 0 | 1 | 2): number => (four[0][c] + four[1][c] + four[2][c] + four[3][c]) / 4;
    return [mean(0), mean(1), mean(2)];
  });
  return {
    hues: colours.map(hueOf),
    // A cell at the picture's edge is half black.
    isEmpty: places.map((place) => !view.isSeen(place, 2 * CELL)),
    isPerson: person && places.map(([x, y]) => person([x + CELL / 2, y + CELL / 2]) > SURE),
  };
}

/** What place alone tells: in the face is skin, under the chin are clothes, and of a drawing far beside and above is behind. */
export function seedsOf({ side, away, brow, chin, unit }: HeadShape, { isEmpty, isPerson }: Cells): Seeds {
  return Array.from(away, (far, i): Label | undefined => {
    const [x, y] = [i % side, Math.floor(i / side)];
    if (isEmpty[i] === true) return 'behind';
    if (far < -0.12 && y > brow[1]) return 'skin';
    const isFar = y < brow[1] ? far > 1.35 : y < chin[1] - 0.4 * unit && far > 1.75;
    if (isPerson === undefined ? isFar : isPerson[i] === false) return 'behind';
    return y > chin[1] + 1.1 * unit && Math.abs(x - chin[0]) < 0.7 * unit ? 'clothes' : undefined;
  });
}
