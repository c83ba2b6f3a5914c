/** @file How large a drawn face's eyes are, how they are tilted and what colour they have, by what is no skin there: FaceMesh sees real eyes on drawings. */
import type { Rgb } from '../face-view.ts';
import { MESH } from '../mesh.ts';
import { type Hue, hueOf } from './colour-model.ts';
import { medianColour } from './colours.ts';
import type { FaceFrame } from './face-frame.ts';
import type { Proportions } from './proportions.ts';

/** In half widths of the face: where an eye's columns stand around its middle, and how far they reach. */
const WIDEST = 0.34;
const STEP = 0.02;
/** A column's part of the eye begins so near its middle row, and has no larger gap. */
const MIDDLE = 0.07;
const GAP = 0.026;
const LEAST = 0.04;
const LEAST_COLUMNS = 6;
/** Skin under the eyes. */
const UNDER = [0.27, 0.32] as const;
/** Eye is what differs so much from that skin; less on dark skin. Light counts little: skin is shaded, an eye's white is not its hue. */
const OTHER = 14;
const LIGHT = 0.4;

interface Column {
  readonly aside: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where on the iris neither pupil nor white nor the upper lid is: parts of the eye's half width, and degrees from outwards to downwards. */
const RING = { radii: [0.4, 0.48], degrees: [0, 30, 50, 130, 150, 180] } as const;

/** In the drawn world's own measure, for the lines of drawings alone: `eyeTilt` is a slope. */
export interface DrawnEyes {
  readonly proportions: Pick<Proportions, 'eyeWidth' | 'eyeOpen' | 'eyeTilt'>;
  /** Undefined where no eye stands out from its skin. */
  readonly iris: Rgb | undefined;
}

const UNSEEN: DrawnEyes = {
  proportions: { eyeWidth: 0.316, eyeOpen: 0.73, eyeTilt: 0.014 },
  iris: undefined,
};

export function drawnEyes(frame: FaceFrame): DrawnEyes {
  const eyes = (
    [
      [MESH.leftEye, -1],
      [MESH.rightEye, 1],
    ] as const
  ).flatMap(([points, outwards]) => {
    const middle = frame.place(points);
    const colour: ColourAt = (aside, down) => frame.at(middle.aside + outwards * aside, middle.down + down);
    const columns = columnsOf(colour);
    const [first, last] = [columns[0], columns.at(-1)];
    if (first === undefined || last === undefined || columns.length < LEAST_COLUMNS) return [];
    const width = last.aside - first.aside + STEP;
    const heights = columns.map(({ top, bottom }) => bottom - top).sort((one, other) => other - one);
    return [
      {
        width: width / 2,
        open: (heights[2] ?? 0) / width,
        tilt: -slopeOf(columns),
        iris: irisOf(colour, columns, (first.aside + last.aside) / 2, width / 2),
      },
    ];
  });
  if (eyes.length === 0) return UNSEEN;
  const mean = (of: (eye: (typeof eyes)[number]) => number): number => meanOf(eyes, of);
  return {
    proportions: {
      eyeWidth: mean((eye) => eye.width),
      eyeOpen: mean((eye) => eye.open),
      eyeTilt: mean((eye) => eye.tilt),
    },
    iris: medianColour(eyes.flatMap(({ iris }) => iris)),
  };
}

/** From the eye's middle by the mesh, outwards and down. */
type ColourAt = (aside: number, down: number) => Rgb;

const meanOf = <T>(list: readonly T[], of: (one: T) => number): number =>
  list.reduce((sum, one) => sum + of(one), 0) / list.length;

function irisOf(colour: ColourAt, columns: readonly Column[], middle: number, half: number): Rgb[] {
  const central = columns.filter(({ aside }) => Math.abs(aside - middle) < 0.4 * half);
  const height = meanOf(central, ({ top, bottom }) => (top + bottom) / 2);
  return RING.radii.flatMap((radius) =>
    RING.degrees.map((degrees) => {
      const angle = (degrees / 180) * Math.PI;
      return colour(middle + radius * half * Math.cos(angle), height + radius * half * Math.sin(angle));
    }),
  );
}

/** From the inner to the outer corner: the longest row of columns without a gap. */
function columnsOf(colour: ColourAt): Column[] {
  const asides = Array.from({ length: Math.round((2 * WIDEST) / STEP) + 1 }, (_, i) => i * STEP - WIDEST);
  const skin = hueOf(medianColour(UNDER.flatMap((down) => asides.map((aside) => colour(aside, down)))));
  const limit = (OTHER * Math.max(0.35, skin[0] / 110)) ** 2;
  const isEye = (aside: number, down: number): boolean => far(hueOf(colour(aside, down)), skin) > limit;
  let [longest, row]: [Column[], Column[]] = [[], []];
  for (const aside of asides) {
    const column = columnAt((down) => isEye(aside, down));
    row = column === undefined ? [] : [...row, { aside, ...column }];
    if (row.length > longest.length) longest = row;
  }
  return longest;
}

const far = (a: Hue, b: Hue): number =>
  (LIGHT * (a[0] - b[0])) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;

/** What is eye of one column; undefined where next to nothing is. */
function columnAt(isEye: (down: number) => boolean): Omit<Column, 'aside'> | undefined {
  const starts = [0, 1, -1, 2, -2, 3, -3].map((n) => (n * MIDDLE) / 3);
  const start = starts.find(isEye);
  if (start === undefined) return undefined;
  const end = (direction: 1 | -1): number => {
    let last = start;
    for (
      let down = start;
      Math.abs(down - last) < GAP && Math.abs(down) < WIDEST;
      down += direction * (STEP / 2)
    ) {
      if (isEye(down)) last = down;
    }
    return last;
  };
  const [top, bottom] = [end(-1), end(1)];
  return bottom - top > LEAST ? { top, bottom } : undefined;
}

/** Of the lower edge. */
function slopeOf(columns: readonly Column[]): number {
  const mean = (of: (column: Column) => number): number => meanOf(columns, of);
  const [middle, height] = [mean(({ aside }) => aside), mean(({ bottom }) => bottom)];
  const together = mean(({ aside, bottom }) => (aside - middle) * (bottom - height));
  return together / mean(({ aside }) => (aside - middle) ** 2);
}
