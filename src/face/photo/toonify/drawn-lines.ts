/** @file What a drawn face's own lines tell of nose, mouth and chin: on drawings FaceMesh sees those that real people have. */
import type { Rgb } from '../face-view.ts';
import { MESH } from '../mesh.ts';
import { luma } from './colours.ts';
import type { FaceFrame } from './face-frame.ts';
import type { Proportions } from './proportions.ts';

/** All lengths are half widths of the face. */
const STEP = 0.01;
/** Columns around the face's middle that are read together. */
const ACROSS = [-0.12, -0.06, 0, 0.06, 0.12] as const;
/** How far from where FaceMesh sees it a line is looked for. */
const REACH = 0.2;
/** A line is darker than what is so far above and below it. */
const BESIDE = 0.08;
/** Nose and mouth are at least so far apart. */
const UPPER_LIP = 0.25;
/** The lower lip's colour is read so far below the mouth's line, and it ends before this. */
const LIP = { inside: 0.065, below: 0.34 };
/** Skin below a mouth whose lip is not told from it. */
const USUAL_LIP = 0.17;
/** From nose to chin. */
const USUAL_MOUTH = 0.472;
/** The chin's outline is so much darker than the skin above it. */
const OUTLINE = 0.92;
const LOWEST = 2.2;
/** How much the outline rises from the chin's middle to this far aside tells how broad the chin is. */
const ASIDE = 0.3;
/** More than any chin rises. */
const MOST_RISE = 0.2;
const USUAL_RISE = 0.055;

/**
 * Proportions in the drawn world's own measure, for the lines of drawings alone: `lipHeight` is the lower lip's, `point` the chin
 * outline's rise. What a beard hides is as usual.
 */
export function drawnProportions(
  face: FaceFrame,
  isBearded: boolean,
): Pick<Proportions, 'noseLength' | 'mouthHeight' | 'lipHeight' | 'point'> {
  const mouth = darkLine(face, face.place([13, 14]).down, Infinity);
  const nose = darkLine(face, face.place(MESH.noseBase).down, mouth - UPPER_LIP);
  const lip = lipBelow(face, mouth);
  const edge = (aside: number): number => outlineBelow(face, aside, mouth + (lip ?? USUAL_LIP) + 0.06);
  const seenChin = edge(0);
  const chin = isBearded || !Number.isFinite(seenChin) ? face.place(MESH.chin).down : seenChin;
  const rise = chin - (edge(-ASIDE) + edge(ASIDE)) / 2;
  return {
    noseLength: nose / chin,
    mouthHeight: isBearded ? USUAL_MOUTH : (mouth - nose) / (chin - nose),
    lipHeight: isBearded ? USUAL_LIP : (lip ?? USUAL_LIP),
    point: !isBearded && rise > -0.02 && rise < MOST_RISE ? rise : USUAL_RISE,
  };
}

function colourAcross({ at }: FaceFrame, height: number): Rgb {
  const colours = ACROSS.map((aside) => at(aside, height));
  const of = (c: 0 | 1 | 2): number => colours.reduce((sum, colour) => sum + colour[c], 0) / colours.length;
  return [of(0), of(1), of(2)];
}

/** Height of the darkest line near a height, above `lowest`. */
function darkLine(face: FaceFrame, near: number, lowest: number): number {
  const light = (height: number): number => luma(colourAcross(face, height));
  let [darkest, found] = [-Infinity, near];
  for (let height = near - REACH; height <= Math.min(near + REACH, lowest); height += STEP) {
    const dark = (light(height - BESIDE) + light(height + BESIDE)) / 2 - light(height);
    if (dark > darkest) [darkest, found] = [dark, height];
  }
  return found;
}

/** From the mouth's line to where the lip's colour is half that of what is below; undefined where it is nowhere. */
function lipBelow(face: FaceFrame, mouth: number): number | undefined {
  const [lip, below] = [colourAcross(face, mouth + LIP.inside), colourAcross(face, mouth + LIP.below)];
  const towards = (a: Rgb): number =>
    ([0, 1, 2] as const).reduce<number>((sum, c) => sum + (a[c] - below[c]) * (lip[c] - below[c]), 0);
  const whole = towards(lip);
  for (let height = LIP.inside; height < LIP.below; height += STEP) {
    if (towards(colourAcross(face, mouth + height)) < whole / 2) return height;
  }
  return undefined;
}

/** Where skin ends downwards; NaN where it does not. */
function outlineBelow({ at }: FaceFrame, aside: number, from: number): number {
  const limit = OUTLINE * luma(at(aside, from));
  for (let height = from; height < LOWEST; height += STEP) if (luma(at(aside, height)) < limit) return height;
  return NaN;
}
