/** @file Which parts of a head's view are skin, hair, clothes and what is behind: by colours that the face itself names. */
import type { FaceView, Rgb } from '../face-view.ts';
import type { Person } from '../person.ts';
import { apart, type Centre, centresOf, type Hue, hueOf, misfit } from './colour-model.ts';
import { type Crown, seedHair } from './hairline.ts';
import { type Cells, cellsOf, type Label, LABELS, type Seeds, seedsOf } from './head-cells.ts';
import { type HeadShape, headShape } from './head-shape.ts';

export interface HeadMap {
  readonly shape: HeadShape;
  /** Row by row. */
  readonly labels: readonly Label[];
  /** The colours of each. */
  readonly models: Models;
  readonly crown: Crown;
}

type Models = Readonly<Record<Label, readonly Centre[]>>;

const ROUNDS = 4;

/** `person` is of the same view; undefined for a drawing, in which nothing but colours tells what is behind. */
export function headMap(view: FaceView, skin: Rgb, person: Person | undefined): HeadMap {
  const shape = headShape(view);
  const cells = cellsOf(view, shape, person);
  const skinHue = hueOf(skin);
  const seeds = seedsOf(shape, cells);
  const crown = seedHair(shape, cells, seeds, skinHue);
  const isSkin = (i: number): boolean =>
    seeds[i] === 'skin' && apart(cells.hues[i] ?? skinHue, skinHue) < ONE_SKIN;
  let models = modelsOf(cells, (label, i) => (label === 'skin' ? isSkin(i) : seeds[i] === label));
  let labels = labelled(shape, cells, seeds, models);
  for (let round = 1; round < ROUNDS; round++) {
    // Near the face hair is surely hair, and far from it what is behind is surely behind: so neither takes the other over. On
    // photographs ears and the neck's shade are taken for hair, but not above the eyes.
    models = modelsOf(cells, (label, i) => {
      if (label === 'skin') return isSkin(i);
      const away = shape.away[i] ?? 0;
      const isLow = person !== undefined && Math.floor(i / shape.side) > shape.eyes;
      const isUnsure = label === 'hair' ? away > 0.3 || isLow : label === 'behind' && away < 0.5;
      return labels[i] === label && !isUnsure;
    });
    labels = labelled(shape, cells, seeds, models);
  }
  return { shape, labels, models, crown };
}

/** Square of the distance between hues of one skin in the shade and in the light. */
const ONE_SKIN = 38 ** 2;

const isNear = (centre: Centre, others: readonly Centre[]): boolean =>
  others.some((one) => apart(centre.at, one.at) < 2 * (one.spread + 20));

function modelsOf({ hues, isEmpty }: Cells, isOf: (label: Label, i: number) => boolean): Models {
  const of = (label: Label): Centre[] =>
    centresOf(hues.filter((_, i) => isEmpty[i] === false && isOf(label, i)));
  const hair = of('hair').filter(({ share }) => share > 0.12);
  return {
    // Long hair reaches where only what is behind was looked for.
    behind: of('behind').filter((centre) => !isNear(centre, hair)),
    skin: of('skin').filter(({ share }) => share > 0.1),
    hair,
    clothes: of('clothes'),
  };
}

function labelled(
  shape: HeadShape,
  { hues, isEmpty, isPerson }: Cells,
  seeds: Seeds,
  models: Models,
): Label[] {
  const costs = LABELS.map((label) =>
    smoothed(
      hues.map((hue, i) => misfitOf(label, models, hue) + unlikely(label, shape, i)),
      shape.side,
    ),
  );
  const nearest = hues.map((_, i): Label => {
    if (isEmpty[i] === true) return 'behind';
    if (seeds[i] === 'skin') return 'skin';
    if (isPerson?.[i] === false) return 'behind';
    const own = costs.map((cost) => cost[i] ?? Infinity);
    // A photograph's person is nowhere behind.
    if (isPerson !== undefined) own[LABELS.indexOf('behind')] = Infinity;
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
