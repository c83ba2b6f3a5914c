/** @file What colours a thing has: a few centres with their spread, found by k-means, and how badly a colour fits them. */
import type { Rgb } from '../face-view.ts';

/** A colour as lightness, red against green, green against blue: light changes on one thing more than hue does. */
export type Hue = readonly [light: number, red: number, yellow: number];

export interface Centre {
  readonly at: Hue;
  /** Variance of one component. */
  readonly spread: number;
  /** Part of the colours that are nearest to this centre. */
  readonly share: number;
  /** What `misfit` says of the centre's own colour: less for a frequent and narrow one. */
  readonly least: number;
}

const LIGHT = 0.6;
const YELLOW = 0.7;

export const hueOf = ([red, green, blue]: Rgb): Hue => [
  LIGHT * (0.299 * red + 0.587 * green + 0.114 * blue),
  red - green,
  YELLOW * (green - blue),
];

/** Square of the distance. */
export const apart = (a: Hue, b: Hue): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;

const CENTRES = 4;
const ROUNDS = 6;
/** No thing's colours lie nearer together than a camera's noise and a face's shading spread them. */
const LEAST_SPREAD = 50;
const LEAST_SHARE = 0.03;

/** Of no colours there are no centres. */
export function centresOf(colours: readonly Hue[]): Centre[] {
  let at = farApart(colours);
  let centres: Centre[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    centres = gathered(colours, at);
    at = centres.map((centre) => centre.at);
  }
  return centres.filter(({ share }) => share > LEAST_SHARE);
}

/** Colours that are each as far as can be from those before. */
function farApart(colours: readonly Hue[]): Hue[] {
  const first = colours[colours.length >> 1];
  if (first === undefined) return [];
  const chosen = [first];
  while (chosen.length < CENTRES) {
    const far = (hue: Hue): number => Math.min(...chosen.map((one) => apart(one, hue)));
    chosen.push(colours.reduce((best, hue) => (far(hue) > far(best) ? hue : best)));
  }
  return chosen;
}

/** The means of the colours nearest to each place. */
function gathered(colours: readonly Hue[], places: readonly Hue[]): Centre[] {
  const sums = places.map(() => ({ count: 0, square: 0, hue: [0, 0, 0] as [number, number, number] }));
  for (const hue of colours) {
    let [least, nearest] = [Infinity, 0];
    places.forEach((place, n) => {
      const square = apart(hue, place);
      if (square < least) [least, nearest] = [square, n];
    });
    const sum = sums[nearest];
    if (sum === undefined) continue;
    sum.count++;
    sum.square += least;
    for (const c of [0, 1, 2] as const) sum.hue[c] += hue[c];
  }
  return sums
    .filter(({ count }) => count > 0)
    .map(({ count, square, hue: [light, red, yellow] }) => {
      const [spread, share] = [Math.max(LEAST_SPREAD, square / count / 3), count / colours.length];
      const least = 0.75 * Math.log(spread) - 0.3 * Math.log(share);
      return { at: [light / count, red / count, yellow / count], spread, share, least };
    });
}

/** A colour that fits nothing tells no more than this. */
const MOST_MISFIT = 12;

/** Minus the logarithm of a likelihood, up to a constant; the largest that there is where nothing is known of the thing. */
export function misfit(centres: readonly Centre[], hue: Hue): number {
  let best = MOST_MISFIT;
  for (const { at, spread, least } of centres) best = Math.min(best, apart(hue, at) / (2 * spread) + least);
  return best;
}
