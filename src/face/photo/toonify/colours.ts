/** @file A photographed face's colours: skin, lips and irises, and the nearest that the drawn world has. */
import { channels, type Colour, distance, mix } from '../../../toon/colour.ts';
import { keysOf } from '../../../toon/keys.ts';
import { IRIS_COLOURS, type IrisColour, irisColourName, skinAt } from '../../../toon/palette.ts';
import type { Point } from '../../similarity.ts';
import type { FaceView, Rgb } from '../face-view.ts';

const byte = (v: number): string =>
  Math.round(Math.min(255, Math.max(0, v)))
    .toString(16)
    .padStart(2, '0');

export const hexOf = ([red, green, blue]: Rgb): Colour => `#${byte(red)}${byte(green)}${byte(blue)}`;

export const luma = ([red, green, blue]: Rgb): number => 0.299 * red + 0.587 * green + 0.114 * blue;

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** Channel by channel. */
export const medianColour = (colours: readonly Rgb[]): Rgb => [
  medianOf(colours.map(([red]) => red)),
  medianOf(colours.map(([, green]) => green)),
  medianOf(colours.map(([, , blue]) => blue)),
];

/** Cheekbones, cheeks under the eyes, the nose's back and the middle of the forehead. */
const SKIN = [50, 280, 117, 346, 101, 330, 6, 197, 151] as const;

export const skinColour = (view: FaceView): Rgb =>
  medianColour(SKIN.map((n) => view.colourAt(view.point([n]))));

/** What the drawn world mixes into skin, up to this part. */
const UNDERTONES = ['#f0806a', '#d8b040'] as const;
const MOST_UNDERTONE = 0.16;

/** The drawn world's skin nearest to a colour, and how dark it is (0 to 1). */
export function drawnSkin(rgb: Rgb): { readonly tone: number; readonly skin: Colour } {
  const seen = hexOf(rgb);
  let best = { tone: 0, skin: skinAt(0) };
  for (let step = 0; step <= 50; step++) {
    for (const undertone of UNDERTONES) {
      for (const part of [0, MOST_UNDERTONE / 2, MOST_UNDERTONE]) {
        const skin = mix(skinAt(step / 50), undertone, part);
        if (distance(skin, seen) < distance(best.skin, seen)) best = { tone: step / 50, skin };
      }
    }
  }
  return best;
}

/** Between the drawn world's reddening of that skin and what was seen on the lower lip. */
export function drawnLips(view: FaceView, skin: Colour): Colour {
  const lower = medianColour([[14, 17], [87, 178, 15, 16], [317, 402, 15, 16]].map((n) => view.colourAt(view.point(n), 2))); // prettier-ignore
  return mix(mix(skin, '#a83c44', 0.42), hexOf(lower), 0.4);
}

/** A drawing's skin without its shade, which is a tenth at those places. */
export const unshaded = ([red, green, blue]: Rgb): Rgb => [red * 1.1, green * 1.1, blue * 1.1];

/** Of a drawn iris' colour. */
export const nearestIris = (seen: Rgb): Colour => IRIS_COLOURS[irisColourName(hexOf(seen))];

/** Corners of each eye, and the middles of its lids. */
const EYES = [
  { corners: [33, 133], lids: [159, 145] },
  { corners: [263, 362], lids: [386, 374] },
] as const;

/** An iris is about 0.4 of the eye's width across; its middle is the pupil. */
const IRIS_RING = { from: 0.08, to: 0.2 };

/** Warm light makes brown eyes look amber, which few are: the rare ones must fit better. */
const RARITY: Readonly<Record<IrisColour, number>> = {
  brown: 1,
  blue: 1,
  grey: 1,
  green: 1,
  hazel: 1.3,
  amber: 3,
};

/** An iris so much darker than skin is brown, whatever hue is left in the dark. */
const DARK = 0.42;

/** The drawn world's iris nearest in hue to the ring around the pupils, where neither light is reflected nor lashes fall. */
export function drawnIris(view: FaceView, skin: Rgb): Colour {
  const ring = EYES.flatMap((eye) => ringOf(view, eye));
  const levels = ring.map(luma).sort((a, b) => a - b);
  const [low = 0, high = 255] = [
    levels[Math.floor(levels.length * 0.25)],
    levels[Math.floor(levels.length * 0.75)],
  ];
  const seen = medianColour(ring.filter((colour) => luma(colour) >= low && luma(colour) <= high));
  if (luma(seen) < DARK * luma(skin)) return IRIS_COLOURS.brown;
  const far = (name: IrisColour): number => hueDistance(IRIS_COLOURS[name], seen) * RARITY[name];
  return IRIS_COLOURS[keysOf(IRIS_COLOURS).reduce((best, name) => (far(name) < far(best) ? name : best))];
}

function ringOf(view: FaceView, { corners: [a, b], lids }: (typeof EYES)[number]): Rgb[] {
  const [left, right] = [view.point([a]), view.point([b])];
  const middle = view.point([a, b, ...lids]);
  const width = Math.hypot(right[0] - left[0], right[1] - left[1]);
  const open = Math.abs(view.point([lids[1]])[1] - view.point([lids[0]])[1]);
  const colours: Rgb[] = [];
  for (let angle = 0; angle < 24; angle++) {
    for (const radius of [IRIS_RING.from, (IRIS_RING.from + IRIS_RING.to) / 2, IRIS_RING.to]) {
      const turn = (angle / 24) * 2 * Math.PI;
      const offset: Point = [Math.cos(turn) * radius * width, Math.sin(turn) * radius * width];
      if (Math.abs(offset[1]) < open * 0.4)
        colours.push(view.at([middle[0] + offset[0], middle[1] + offset[1]]));
    }
  }
  return colours;
}

/** By what is left of a colour without its brightness; strong colours stand out from grey. */
function hueDistance(drawn: Colour, seen: Rgb): number {
  const flat = (colour: Rgb): Rgb => {
    const level = Math.max(20, luma(colour));
    return [colour[0] / level, colour[1] / level, colour[2] / level];
  };
  const [a, b] = [flat(channels(drawn)), flat(seen)];
  // Eyes on photos are duller than drawn ones.
  const dull = (v: number): number => 1 + (v - 1) * 0.5;
  return (dull(a[0]) - b[0]) ** 2 + (dull(a[1]) - b[1]) ** 2 + (dull(a[2]) - b[2]) ** 2;
}
