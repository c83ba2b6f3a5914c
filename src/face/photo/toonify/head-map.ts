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
}

/** A cell that shows nothing of the photo is behind. */
interface Cells {
  readonly hues: readonly Hue[];
  readonly isEmpty: readonly boolean[];
}

type Seeds = (Label | undefined)[];
type Models = Readonly<Record<Label, readonly Centre[]>>;

const ROUNDS = 4;

export function headMap(view: FaceView, skin: Rgb): HeadMap {
  const shape = headShape(view);
  const cells = cellsOf(view, shape);
  const skinHue = hueOf(skin);
  const seeds = seedsOf(shape, cells);
  seedHair(shape, cells, seeds, skinHue);
  const isSkin = (i: number): boolean =>
    seeds[i] === 'skin' && apart(cells.hues[i] ?? skinHue, skinHue) < ONE_SKIN;
  let models = modelsOf(cells, (label, i) => (label === 'skin' ? isSkin(i) : seeds[i] === label));
  let labels = labelled(shape, cells, seeds, models);
  for (let round = 1; round < ROUNDS; round++) {
    // Near the face hair is surely hair, and far from it what is behind is surely behind: so neither takes the other over.
    models = modelsOf(cells, (label, i) => {
      if (label === 'skin') return isSkin(i);
      const away = shape.away[i] ?? 0;
      return labels[i] === label && !(label === 'hair' && away > 0.3) && !(label === 'behind' && away < 0.5);
    });
    labels = labelled(shape, cells, seeds, models);
  }
  return { shape, labels, models };
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
    isEmpty: colours.map((colour) => colour.every((channel) => channel === 0)),
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

/** How far behind skin's edge hair is looked for, in eye distances. */
const DEPTHS = [0.07, 0.11, 0.15, 0.19];
/** Skin that goes on this far above the brows, and after it what is behind: a bald head. */
const HIGH = 0.6;

/** Hair is what follows skin on rays from between the brows upwards, unless a plain background follows it. */
function seedHair(shape: HeadShape, cells: Cells, seeds: Seeds, skin: Hue): void {
  const { side, away, brow, unit } = shape;
  const edges: number[] = [];
  const found: number[] = [];
  for (let degrees = -55; degrees <= 55; degrees += 5) {
    const angle = (degrees / 180) * Math.PI;
    const cellAt = (distance: number): number => {
      const x = Math.floor(brow[0] + Math.sin(angle) * distance * unit);
      const y = Math.floor(brow[1] - Math.cos(angle) * distance * unit);
      return x < 0 || y < 0 || x >= side || y >= side ? -1 : y * side + x;
    };
    let edge = 0.3;
    let cell = cellAt(edge);
    while ((away[cell] ?? Infinity) < 0.8 && apart(cells.hues[cell] ?? skin, skin) < OTHER_THAN_SKIN) {
      edge += 0.05;
      cell = cellAt(edge);
    }
    if ((away[cell] ?? Infinity) >= 0.8) continue;
    if (Math.abs(degrees) <= 30) edges.push(edge);
    found.push(...DEPTHS.map((depth) => cellAt(edge + depth)).filter((i) => cells.isEmpty[i] === false));
  }
  const middle = edges.sort((a, b) => a - b)[edges.length >> 1] ?? Infinity;
  if (edges.length < 4 || (middle > HIGH && areBehind(cells, seeds, found))) return;
  for (const i of found) seeds[i] = 'hair';
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

function modelsOf({ hues, isEmpty }: Cells, isOf: (label: Label, i: number) => boolean): Models {
  const of = (label: Label): Centre[] =>
    centresOf(hues.filter((_, i) => isEmpty[i] === false && isOf(label, i)));
  const hair = of('hair').filter(({ share }) => share > 0.12);
  const isHair = ({ at }: Centre): boolean => hair.some((one) => apart(at, one.at) < 3 * (one.spread + 40));
  return {
    // Long hair reaches where only what is behind was looked for.
    behind: of('behind').filter((centre) => !isHair(centre)),
    skin: of('skin').filter(({ share }) => share > 0.1),
    hair,
    clothes: of('clothes'),
  };
}

function labelled(shape: HeadShape, { hues, isEmpty }: Cells, seeds: Seeds, models: Models): Label[] {
  const costs = LABELS.map((label) =>
    smoothed(
      hues.map((hue, i) =>
        models[label].length === 0 ? Infinity : misfit(models[label], hue) + unlikely(label, shape, i),
      ),
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

/** Hair that hangs together with none on the head is something behind. */
function withoutIslands(labels: readonly Label[], seeds: Seeds, side: number): Label[] {
  const kept = new Set<number>();
  const open = labels.flatMap((label, i) => (label === 'hair' && seeds[i] === 'hair' ? [i] : []));
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    if (kept.has(i)) continue;
    kept.add(i);
    for (const next of [i - 1, i + 1, i - side, i + side]) {
      if (labels[next] === 'hair' && !kept.has(next)) open.push(next);
    }
  }
  return labels.map((label, i) => (label === 'hair' && !kept.has(i) ? 'behind' : label));
}
