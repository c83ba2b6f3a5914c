/** @file How thick the brows are, and how they slope, by the dark band above each eye: the mesh's brows are alike on everybody. */
import type { FaceView } from '../face-view.ts';
import { MESH } from '../mesh.ts';
import { luma } from './colours.ts';

/** Where columns stand, outwards from the eye's middle, and how high on them is looked, in eye distances. */
const COLUMNS = { from: -0.22, to: 0.26, count: 13 };
const HEIGHTS = { from: 0.05, to: 0.8, step: 0.01 };
/** A brow's lower edge lies higher than an eye's lid, and no brow is thinner or thicker. */
const LOWEST = 0.1;
const THINNEST = 0.03;
const THICKEST = 0.3;
/** So much darker than skin, and than the column's darkest, a brow is. */
const LEAST_DARK = 0.1;
const DARK_PART = 0.45;
/** Columns that must agree on the brow's height, within this. */
const LEAST_COLUMNS = 5;
const ONE_HEIGHT = 0.1;
/** What seems to slope more is hair or a lid. */
const STEEPEST = 0.15;

interface Band {
  readonly height: number;
  readonly thickness: number;
}

export interface SeenBrows {
  /** In eye distances. */
  readonly thickness: number;
  /** How much the outer end lies higher, over the length. */
  readonly slope: number;
}

/** Of a view whose skin is so light; undefined where a fringe or the light hides both brows. */
export function seenBrows(view: FaceView, skinLight: number): SeenBrows | undefined {
  const [left, right] = [view.point(MESH.leftEye), view.point(MESH.rightEye)];
  const along = [right[0] - left[0], right[1] - left[1]] as const;
  const found = (
    [
      [left, -1],
      [right, 1],
    ] as const
  ).flatMap(([[x, y], outwards]) => {
    const bands = columnsOf().flatMap((t) => {
      const side = outwards * t;
      const [footX, footY] = [x + side * along[0], y + side * along[1]];
      const band = topBand((height) => {
        const place = [footX + height * along[1], footY - height * along[0]] as const;
        return 1 - luma(view.at(place)) / skinLight;
      });
      return band === undefined ? [] : [{ ...band, t }];
    });
    const height = middle(bands.map((band) => band.height));
    const same = bands.filter((band) => Math.abs(band.height - height) < ONE_HEIGHT);
    return same.length < LEAST_COLUMNS ? [] : [same];
  });
  if (found.length === 0) return undefined;
  const thickness = meanOf(found, (bands) => middle(bands.map((band) => band.thickness)));
  const bands = found.flat();
  const [t, height] = [meanOf(bands, (band) => band.t), meanOf(bands, (band) => band.height)];
  const together = meanOf(bands, (band) => (band.t - t) * (band.height - height));
  const slope = together / meanOf(bands, (band) => (band.t - t) ** 2);
  return { thickness, slope: Math.min(STEEPEST, Math.max(-STEEPEST, slope)) };
}

const meanOf = <T>(list: readonly T[], of: (one: T) => number): number =>
  list.reduce((sum, one) => sum + of(one), 0) / list.length;

const columnsOf = (): number[] =>
  Array.from(
    { length: COLUMNS.count },
    (_, i) => COLUMNS.from + (i * (COLUMNS.to - COLUMNS.from)) / (COLUMNS.count - 1),
  );

/** The highest dark band that has light skin above it: the lid lies below it, and hair has none. */
function topBand(darkness: (height: number) => number): Band | undefined {
  const count = Math.round((HEIGHTS.to - HEIGHTS.from) / HEIGHTS.step) + 1;
  const column = Array.from({ length: count }, (_, i) => darkness(HEIGHTS.from + i * HEIGHTS.step));
  const darkest = [...column].sort((a, b) => a - b)[Math.floor(0.92 * (count - 1))] ?? 0;
  const limit = Math.max(LEAST_DARK, DARK_PART * darkest);
  let best: Band | undefined;
  for (let from = 0; from < count; from++) {
    if ((column[from] ?? 0) <= limit) continue;
    let to = from;
    while (to + 1 < count && (column[to + 1] ?? 0) > limit) to++;
    const thickness = (to - from + 1) * HEIGHTS.step;
    const foot = HEIGHTS.from + from * HEIGHTS.step;
    const isBrow = to < count - 1 && foot > LOWEST && thickness >= THINNEST && thickness <= THICKEST;
    if (isBrow) best = { height: foot + thickness / 2, thickness };
    from = to;
  }
  return best;
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}
