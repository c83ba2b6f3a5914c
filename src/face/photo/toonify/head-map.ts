/** @file Which parts of a photographed head's view are skin, hair, clothes and what is behind: by colours that the face itself names. */
import type { FaceView, Rgb } from '../face-view.ts';
import { apart, type Centre, centresOf, type Hue, hueOf, misfit } from './colour-model.ts';
import { CELL, type HeadShape, headShape } from './head-shape.ts';

const LABELS = ['behind', 'skin', 'hair', 'clothes'] as const;
type Label = (typeof LABELS)[number];

export interface HeadMap {
  readonly shape: HeadShape;
  /** Row by row. */
  readonly labels: readonly Label[];
  /** The colours of each. */
  readonly models: Models;
  readonly crown: Crown;
}

/** What is on top of the head; cut off where the photo ends before hair would begin. */
type Crown = 'haired' | 'bald' | 'cut off';

/** A cell that shows nothing of the photo is behind. */
interface Cells {
  readonly hues: readonly Hue[];
  readonly isEmpty: readonly boolean[];
}

type Seeds = (Label | undefined)[];
type Models = Readonly<Record<Label, readonly Centre[]>>;

const ROUNDS = 4;

export function headMap(view: FaceView, skin: Rgb, isDrawn: boolean): HeadMap {
  const shape = headShape(view);
  const cells = cellsOf(view, shape);
  const skinHue = hueOf(skin);
  const seeds = seedsOf(shape, cells);
  const crown = seedHair(shape, cells, seeds, skinHue, isDrawn);
  const isSkin = (i: number): boolean =>
    seeds[i] === 'skin' && apart(cells.hues[i] ?? skinHue, skinHue) < ONE_SKIN;
  const overhead = isDrawn ? [] : overheadOf(shape, cells);
  let models = modelsOf(cells, overhead, (label, i) => (label === 'skin' ? isSkin(i) : seeds[i] === label));
  let labels = labelled(shape, cells, seeds, models);
  for (let round = 1; round < ROUNDS; round++) {
    // Near the face hair is surely hair, and far from it what is behind is surely behind: so neither takes the other over.
    models = modelsOf(cells, overhead, (label, i) => {
      if (label === 'skin') return isSkin(i);
      const away = shape.away[i] ?? 0;
      return labels[i] === label && !(label === 'hair' && away > 0.3) && !(label === 'behind' && away < 0.5);
    });
    labels = labelled(shape, cells, seeds, models);
  }
  return { shape, labels, models, crown };
}

function cellsOf(view: FaceView, { side }: HeadShape): Cells {
  const colours = Array.from({ length: side * side }, (_, i): Rgb => {
    const [x, y] = [(i % side) * CELL, Math.floor(i / side) * CELL];
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
    isEmpty: colours.map((_, i) => !view.isSeen([(i % side) * CELL, Math.floor(i / side) * CELL], 2 * CELL)),
  };
}

/** What place alone tells: far beside and above is behind, in the face is skin, under the chin are clothes. */
function seedsOf({ side, away, brow, chin, unit }: HeadShape, { isEmpty }: Cells): Seeds {
  return Array.from(away, (far, i): Label | undefined => {
    const [x, y] = [i % side, Math.floor(i / side)];
    if (isEmpty[i] === true) return 'behind';
    if (far < -0.12 && y > brow[1]) return 'skin';
    if (y < brow[1] ? far > 1.35 : y < chin[1] - 0.4 * unit && far > 1.75) return 'behind';
    return y > chin[1] + 1.1 * unit && Math.abs(x - chin[0]) < 0.7 * unit ? 'clothes' : undefined;
  });
}

/** Squares of distances between hues: one skin in the shade and in the light, and skin to what is not. */
const ONE_SKIN = 38 ** 2;
const OTHER_THAN_SKIN = 30 ** 2;
/** On a bald head's top light is reflected. */
const OTHER_THAN_SCALP = 33 ** 2;

/** Further above the face than this no hair reaches, in eye distances. */
const OVERHEAD = 1.7;

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

/** Hair is what follows skin on rays upwards, unless the head is bald. */
function seedHair(shape: HeadShape, cells: Cells, seeds: Seeds, skin: Hue, isDrawn: boolean): Crown {
  const skull = isDrawn ? SKULLS.drawn : SKULLS.photographed;
  const rays = raysOf(shape);
  const found: number[] = [];
  const beyond: number[] = [];
  const edges: number[] = [];
  let ended = 0;
  for (const { degrees, cellAt } of rays) {
    const edge = edgeOf(cellAt, shape, cells, skin, OTHER_THAN_SKIN, skull.most);
    if ((shape.away[cellAt(edge)] ?? Infinity) >= skull.most) {
      beyond.push(...DEPTHS.map((depth) => cellAt(edge - depth)));
      continue;
    }
    if (Math.abs(degrees) <= HAIRLINE) {
      edges.push(isDrawn ? edge : edgeOf(cellAt, shape, cells, skin, OTHER_THAN_SCALP, skull.most));
    }
    if (cells.isEmpty[cellAt(edge + 0.1)] !== false) ended++;
    found.push(...DEPTHS.map((depth) => cellAt(edge + depth)).filter((i) => cells.isEmpty[i] === false));
  }
  const isOfSkinsColour = beyond.length > found.length && !areBehind(cells, seeds, beyond);
  const hairline = edges.sort((a, b) => a - b)[edges.length >> 1] ?? Infinity;
  const isBald = edges.length < 4 || (hairline > skull.bald && (!isDrawn || areBehind(cells, seeds, found)));
  if (isOfSkinsColour || !isBald) for (const i of isOfSkinsColour ? beyond : found) seeds[i] = 'hair';
  return ended > RAYS / 2 ? 'cut off' : isOfSkinsColour || !isBald ? 'haired' : 'bald';
}

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
  { hues }: Cells,
  skin: Hue,
  tolerance: number,
  most: number,
): number {
  let edge = 0.3;
  for (
    let cell = cellAt(edge);
    (away[cell] ?? Infinity) < most && apart(hues[cell] ?? skin, skin) < tolerance;
  ) {
    edge += 0.05;
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

/** The main colours of what is so far above the head that no hair reaches there. */
function overheadOf({ side, away, brow }: HeadShape, { hues, isEmpty }: Cells): Centre[] {
  const isOverhead = (i: number): boolean =>
    Math.floor(i / side) < brow[1] && (away[i] ?? 0) > OVERHEAD && isEmpty[i] === false;
  return centresOf(hues.filter((_, i) => isOverhead(i))).filter(({ share }) => share > 0.2);
}

const isNear = (centre: Centre, others: readonly Centre[]): boolean =>
  others.some((one) => apart(centre.at, one.at) < 2 * (one.spread + 20));

function modelsOf(
  { hues, isEmpty }: Cells,
  overhead: readonly Centre[],
  isOf: (label: Label, i: number) => boolean,
): Models {
  const of = (label: Label): Centre[] =>
    centresOf(hues.filter((_, i) => isEmpty[i] === false && isOf(label, i)));
  const hair = of('hair').filter(({ share }) => share > 0.12);
  return {
    // Long hair reaches where only what is behind was looked for, but not up to a dark wall above the head.
    behind: of('behind').filter((centre) => !isNear(centre, hair) || isNear(centre, overhead)),
    skin: of('skin').filter(({ share }) => share > 0.1),
    hair,
    clothes: of('clothes'),
  };
}

function labelled(shape: HeadShape, { hues, isEmpty }: Cells, seeds: Seeds, models: Models): Label[] {
  const costs = LABELS.map((label) =>
    smoothed(
      hues.map((hue, i) => misfitOf(label, models, hue) + unlikely(label, shape, i)),
      shape.side,
    ),
  );
  const nearest = hues.map((_, i): Label => {
    if (isEmpty[i] === true) return 'behind';
    if (seeds[i] === 'skin') return 'skin';
    const own = costs.map((cost) => cost[i] ?? Infinity);
    return LABELS[own.indexOf(Math.min(...own))] ?? 'behind';
  });
  return withoutIslands(nearest, seeds, shape.side);
}

/** A close portrait shows little that is behind: what it may be fits any colour a little. */
const UNKNOWN = 6;

function misfitOf(label: Label, models: Models, hue: Hue): number {
  if (models[label].length > 0) return misfit(models[label], hue);
  return label === 'behind' ? UNKNOWN : Infinity;
}

/** How little place speaks for a label, on the scale of `misfit`. */
function unlikely(label: Label, { side, away, brow, chin, eyes, unit }: HeadShape, i: number): number {
  const [x, y, far] = [i % side, Math.floor(i / side), away[i] ?? 0];
  switch (label) {
    case 'hair': {
      const isInFace = far < -0.05 && y > brow[1];
      const isOnNeck = y > eyes + 1.6 * unit && Math.abs(x - chin[0]) < 0.5 * unit;
      return 2.5 * Math.max(0, far - 0.75) + (isInFace ? 4 : 0) + (isOnNeck ? 2 : 0);
    }
    case 'behind':
      return Math.max(0, 1.2 - 2 * Math.max(0, far)) + (far < 0 ? 6 : 0);
    case 'clothes':
      return y < chin[1] ? 8 + (chin[1] - y) / unit : 0;
    case 'skin':
      if (y >= chin[1]) return 0;
      if (far > 0.1) return 2 + 4 * Math.min(1, far - 0.1);
      return y < brow[1] || far > -0.1 ? 0 : -2;
  }
}

/** The mean of each cell and its eight neighbours. */
function smoothed(values: readonly number[], side: number): Float32Array {
  return Float32Array.from(values, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    let [sum, count] = [0, 0];
    for (let v = Math.max(0, y - 1); v <= Math.min(side - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(side - 1, x + 1); u++) {
        sum += values[v * side + u] ?? 0;
        count++;
      }
    }
    return sum / count;
  });
}

/** An ear or an earring in between, in cells, does not part hair from hair. */
const GAP = 3;

/** Hair that hangs together with none on the head is something behind. */
function withoutIslands(labels: readonly Label[], seeds: Seeds, side: number): Label[] {
  const kept = new Set<number>();
  const open = labels.flatMap((label, i) => (label === 'hair' && seeds[i] === 'hair' ? [i] : []));
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    if (kept.has(i)) continue;
    kept.add(i);
    for (const step of [-1, 1, -side, side]) {
      for (let steps = 1; steps <= GAP; steps++) {
        const next = i + steps * step;
        if (labels[next] === 'hair' && !kept.has(next)) open.push(next);
      }
    }
  }
  return labels.map((label, i) => (label === 'hair' && !kept.has(i) ? 'behind' : label));
}
