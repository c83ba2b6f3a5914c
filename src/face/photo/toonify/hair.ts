/** @file A photographed head's hair: its colour, how high it stands, how far down it falls, and the drawn style nearest to that. */
import { channels, type Colour, mix } from '../../../toon/colour.ts';
import { HAIR_COLOURS } from '../../../toon/palette.ts';
import type { BeardStyle, HairStyle } from '../../../toon/traits.ts';
import type { Point } from '../../similarity.ts';
import type { FaceView, Rgb } from '../face-view.ts';
import { MESH } from '../mesh.ts';
import { luma, medianColour, medianOf } from './colours.ts';

export interface SeenHair {
  readonly colour: Colour;
  readonly style: HairStyle;
  /** 0 flat, 1 high. */
  readonly volume: number;
  /** 0 to the jaw, 1 over the shoulders. */
  readonly length: number;
}

/** Squared distances in RGB below which two colours are one. */
const SAME_SKIN = 45 ** 2;
const SAME_HAIR = 55 ** 2;

/** Eye distances behind skin's edge at which hair is looked at: past the shade that it throws. */
const DEPTHS = [0.14, 0.25, 0.36];

const square = (a: Rgb, b: Rgb): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;

/** Light changes from photo to photo, hue less. */
const HUE_WEIGHT = 2;

interface Ray {
  readonly from: Point;
  /** One eye distance long. */
  readonly step: Point;
}

/** Where skin ends along a ray, in eye distances, and the colour just behind; undefined when it does not within one. */
function edgeAlong(view: FaceView, { from, step }: Ray, skin: Rgb): { at: number; colour: Rgb } | undefined {
  for (let t = 0; t <= 1; t += 0.03) {
    const place: Point = [from[0] + step[0] * t, from[1] + step[1] * t];
    if (square(view.colourAt(place, 1), skin) <= SAME_SKIN) continue;
    const behind = DEPTHS.map((depth): Point => [place[0] + step[0] * depth, place[1] + step[1] * depth]);
    return { at: t, colour: medianColour(behind.map((one) => view.colourAt(one, 2))) };
  }
  return undefined;
}

export function seenHair(view: FaceView, skin: Rgb): SeenHair {
  const [left, right] = [view.point(MESH.leftEye), view.point(MESH.rightEye)];
  const unit = Math.hypot(right[0] - left[0], right[1] - left[1]);
  // From the eyes' line and not from the mesh's forehead, which a fringe pulls down.
  const brow: Point = view.point([9]);
  const up = (columns: number): Ray => ({
    from: [brow[0] + columns * unit, brow[1] - 0.2 * unit],
    step: [0, -unit],
  });
  const tops = [-0.5, -0.25, 0, 0.25, 0.5].map((columns) => edgeAlong(view, up(columns), skin));
  const edges = tops.filter((edge) => edge !== undefined);
  const isBald = edges.length < 3 || medianOf(edges.map(({ at }) => at)) > 0.9;
  const rgb = medianColour(edges.map(({ colour }) => colour));
  if (isBald)
    return { colour: drawnHair(edges.length === 0 ? skin : rgb), style: 'bald', volume: 0, length: 0 };
  const fall = fallOf(view, rgb, unit);
  const height = heightOf(view, rgb, up(0), medianOf(edges.map(({ at }) => at)));
  return {
    colour: drawnHair(rgb),
    style: styleOf(fall, height, roughness(view, rgb, brow, unit)),
    volume: Math.min(1, Math.max(0, (height - 0.6) / 1)),
    length: Math.min(1, Math.max(0, (fall - 1) / 1.2)),
  };
}

/** How far down hair reaches beside the face, in eye distances below the eyes' line: the shorter of both sides. */
function fallOf(view: FaceView, hair: Rgb, unit: number): number {
  const reach = (n: number, sign: number): number => {
    const [x, y] = view.point([n]);
    let lowest = 0;
    let missed = 0;
    for (let t = 0; t < 2.4 && missed < 4; t += 0.1) {
      const near = [0.1, 0.22, 0.34].some(
        (out) => square(view.colourAt([x + sign * out * unit, y + t * unit], 1.5), hair) < SAME_HAIR,
      );
      if (near) lowest = t;
      missed = near ? 0 : missed + 1;
    }
    return lowest;
  };
  return Math.min(reach(234, -1), reach(454, 1));
}

/** Where hair ends above the brows, in eye distances along the ray; `edge` is where it begins. */
function heightOf(view: FaceView, hair: Rgb, { from, step }: Ray, edge: number): number {
  let top = edge;
  for (let t = edge + 0.1; t < edge + 1.4; t += 0.05) {
    if (square(view.colourAt([from[0] + step[0] * t, from[1] + step[1] * t], 1.5), hair) < 1.5 * SAME_HAIR)
      top = t;
    else if (t - top > 0.2) break;
  }
  return top;
}

/** How much the hair's brightness varies over the skull, in parts of itself. */
function roughness(view: FaceView, hair: Rgb, brow: Point, unit: number): number {
  const levels: number[] = [];
  for (let i = -8; i <= 8; i++) {
    for (let j = 8; j <= 16; j++) {
      const colour = view.at([brow[0] + (i / 10) * unit, brow[1] - (j / 10) * unit]);
      if (square(colour, hair) < 2 * SAME_HAIR) levels.push(luma(colour));
    }
  }
  const mean = levels.reduce((sum, level) => sum + level, 0) / Math.max(1, levels.length);
  const variance = levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / Math.max(1, levels.length);
  return Math.sqrt(variance) / Math.max(20, mean);
}

function styleOf(fall: number, height: number, rough: number): HairStyle {
  const isRough = rough > 0.22;
  if (fall > 1.5) return isRough ? 'wavy' : 'long';
  if (fall > 0.9) return isRough ? 'bigcurls' : 'bob';
  if (height > 1.8) return isRough ? 'curly' : 'quiff';
  if (fall > 0.35) return isRough ? 'curly' : 'pixie';
  return height < 0.55 ? 'buzz' : 'sidepart';
}

/** The nearest of the drawn world's hair colours, anywhere between their two ends; hue counts more than light. */
function drawnHair(seen: Rgb): Colour {
  const far = (shade: Colour): number => {
    const rgb = channels(shade);
    const [warm, yellow] = [rgb[0] - rgb[2] - seen[0] + seen[2], rgb[0] - rgb[1] - seen[0] + seen[1]];
    return (luma(rgb) - luma(seen)) ** 2 + HUE_WEIGHT * (warm ** 2 + yellow ** 2);
  };
  const shades = Object.values(HAIR_COLOURS).flatMap(([from, to]) =>
    [0, 0.25, 0.5, 0.75, 1].map((t) => mix(from, to, t)),
  );
  return shades.reduce((best, shade) => (far(shade) < far(best) ? shade : best));
}

/** Chin, jaw and upper lip are each bearded where they look more like the hair than like the skin, and unlike it. */
export function seenBeard(view: FaceView, skin: Rgb, hair: Colour): BeardStyle {
  const colour = channels(hair);
  const isBearded = (...numbers: number[]): boolean => {
    const seen = medianColour(numbers.map((n) => view.colourAt(view.point([n]))));
    return square(seen, skin) > SAME_SKIN && square(seen, colour) < square(seen, skin);
  };
  const [lip, chin] = [isBearded(164, 167, 393), isBearded(199, 175, 200)];
  const jaw = isBearded(172, 136, 150) && isBearded(397, 365, 379);
  if (chin && jaw) return 'full';
  if (chin) return 'goatee';
  return lip ? 'moustache' : 'none';
}
