/** @file Where a head's skin ends above the brows, and whether hair follows. */
import { apart, centresOf, type Hue } from './colour-model.ts';
import type { Cells, Seeds } from './head-cells.ts';
import type { HeadShape } from './head-shape.ts';

/** What is on top of the head; cut off where the photo ends before hair would begin. */
export type Crown = 'haired' | 'bald' | 'cut off';

/** Squares of distances between hues: of skin to what is not. */
const OTHER_THAN_SKIN = 30 ** 2;
/** On a bald head's top light is reflected. */
const OTHER_THAN_SCALP = 33 ** 2;

/** How far behind skin's edge hair is looked for, in eye distances. */
const DEPTHS = [0.07, 0.11, 0.15, 0.19];
/** Rays from between the brows, over so many degrees to either side of upwards, and those of them that count for the hairline. */
const RAYS = 23;
const WIDEST = 55;
const HAIRLINE = 30;

/** Heights in eye distances. */
interface Skull {
  /** Skin that goes on this far above the brows, and after it what is behind: a bald head. */
  readonly bald: number;
  /** No skull reaches so far beyond the mesh: what has skin's colour there is hair. */
  readonly most: number;
}
/** People's hairlines were measured 0.3 to 1.2 above the brows, and most bald heads 1.25 to 1.65. */
const SKULLS = {
  drawn: { bald: 0.6, most: 0.8 },
  photographed: { bald: 1.22, most: 1.5 },
} as const satisfies Readonly<Record<string, Skull>>;

/** A photographed head is bald whose skin ends so near to where the person does, as a part of the way up there. */
const THIN = 0.125;

/** Hair is what follows skin on rays upwards, unless the head is bald. */
export function seedHair(shape: HeadShape, cells: Cells, seeds: Seeds, skin: Hue): Crown {
  const isDrawn = cells.isPerson === undefined;
  const skull = isDrawn ? SKULLS.drawn : SKULLS.photographed;
  const found: number[] = [];
  const beyond: number[] = [];
  const edges: number[] = [];
  const covers: number[] = [];
  let ended = 0;
  for (const { degrees, cellAt } of raysOf(shape)) {
    const edge = edgeOf(cellAt, shape, cells, skin, OTHER_THAN_SKIN, skull.most);
    if ((shape.away[cellAt(edge)] ?? Infinity) >= skull.most) {
      beyond.push(...DEPTHS.map((depth) => cellAt(edge - depth)));
      continue;
    }
    if (Math.abs(degrees) <= HAIRLINE) {
      const scalp = isDrawn ? edge : edgeOf(cellAt, shape, cells, skin, OTHER_THAN_SCALP, skull.most);
      edges.push(scalp);
      covers.push(1 - scalp / topOf(cellAt, cells));
    }
    if (cells.isEmpty[cellAt(edge + 0.1)] !== false) ended++;
    found.push(...DEPTHS.map((depth) => cellAt(edge + depth)).filter((i) => maybeHair(cells, i)));
  }
  const isOfSkinsColour = beyond.length > found.length && !areBehind(cells, seeds, beyond);
  const isBald =
    edges.length < 4 ||
    (isDrawn
      ? medianOf(edges) > skull.bald && areBehind(cells, seeds, found)
      : medianOf(edges) > skull.bald || medianOf(covers) < THIN);
  if (isOfSkinsColour || !isBald) for (const i of isOfSkinsColour ? beyond : found) seeds[i] = 'hair';
  return ended > RAYS / 2 ? 'cut off' : isOfSkinsColour || !isBald ? 'haired' : 'bald';
}

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Infinity;

const maybeHair = ({ isEmpty, isPerson }: Cells, i: number): boolean =>
  isEmpty[i] === false && isPerson?.[i] !== false;

/** Where a ray leaves the person; of a drawing it is not known. */
function topOf(cellAt: Ray['cellAt'], { isPerson }: Cells): number {
  let top = FIRST;
  while (isPerson?.[cellAt(top)] === true) top += STEP;
  return top;
}

/** Rays begin so far above the brows and are looked along in such steps, in eye distances. */
const FIRST = 0.3;
const STEP = 0.05;

interface Ray {
  readonly degrees: number;
  /** The cell at a distance in eye distances; -1 outside the view. */
  readonly cellAt: (distance: number) => number;
}

const raysOf = ({ side, brow, unit }: HeadShape): Ray[] =>
  Array.from({ length: RAYS }, (_, n) => {
    const degrees = -WIDEST + (2 * WIDEST * n) / (RAYS - 1);
    const angle = (degrees / 180) * Math.PI;
    return {
      degrees,
      cellAt: (distance) => {
        const x = Math.floor(brow[0] + Math.sin(angle) * distance * unit);
        const y = Math.floor(brow[1] - Math.cos(angle) * distance * unit);
        return x < 0 || y < 0 || x >= side || y >= side ? -1 : y * side + x;
      },
    };
  });

/** Where a ray leaves skin, or goes further beyond the mesh than `most`. */
function edgeOf(
  cellAt: Ray['cellAt'],
  { away }: HeadShape,
  { hues, isPerson }: Cells,
  skin: Hue,
  tolerance: number,
  most: number,
): number {
  let edge = FIRST;
  for (
    let cell = cellAt(edge);
    (away[cell] ?? Infinity) < most &&
    isPerson?.[cell] !== false &&
    apart(hues[cell] ?? skin, skin) < tolerance;
  ) {
    edge += STEP;
    cell = cellAt(edge);
  }
  return edge;
}

/** Whether most of these cells have a plain background's colour. */
function areBehind({ hues, isEmpty }: Cells, seeds: Seeds, cells: readonly number[]): boolean {
  const plain = centresOf(hues.filter((_, i) => seeds[i] === 'behind' && isEmpty[i] === false)).filter(
    ({ share, spread }) => share > 0.3 && spread < 150,
  );
  const same = cells.filter((i) =>
    plain.some(({ at, spread }) => apart(hues[i] ?? at, at) < 3 * (spread + 20)),
  );
  return same.length > 0.6 * cells.length;
}
