/** @file The drawn person nearest to a photographed one: proportions and colours are measured, then drawn as the world draws them. */
import type { RgbImage } from '../../../image/rgb-image.ts';
import { identityOf } from '../../../toon/identity.ts';
import type { Expression } from '../../../toon/shot.ts';
import type { Identity } from '../../../toon/traits.ts';
import { faceView } from '../face-view.ts';
import type { PhotoFace } from '../photo-faces.ts';
import { ageLines } from './age-lines.ts';
import { drawnIris, drawnLips, drawnSkin, skinColour } from './colours.ts';
import { seenHair } from './hair.ts';
import { type Proportions, proportionsOf } from './proportions.ts';

export interface Toonified {
  readonly identity: Identity;
  readonly expression: Expression;
}

interface Line {
  readonly slope: number;
  readonly offset: number;
  readonly min: number;
  readonly max: number;
}

/**
 * From what is measured to the drawn world's parameter, relative to the face's half width where it is a length. `chin`,
 * `jaw`, `eyeSpacing`, `mouthWidth`, `lipHeight` and `mouthHeight` are regressions on 140 drawn portraits (seeds 1 to 140;
 * correlations 0.70, 0.51, 0.81, 0.72, 0.51, 0.37). FaceMesh does not see the others in drawings; there, portrait photos'
 * mean is taken to the drawn mean and people's spread to 0.8 of the drawn one. Bounds are the drawn world's own.
 */
const LINES = {
  chin: { slope: 0.895, offset: 0.044, min: 1.12, max: 1.75 },
  jaw: { slope: 2.092, offset: -0.843, min: 0.6, max: 1 },
  point: { slope: 4.3, offset: -1.07, min: 0.16, max: 0.64 },
  eyeSpacing: { slope: 1.713, offset: -0.395, min: 0.32, max: 0.6 },
  eyeWidth: { slope: 3.2, offset: -0.4, min: 0.19, max: 0.38 },
  eyeOpen: { slope: 1.5, offset: 0.205, min: 0.5, max: 0.9 },
  eyeTilt: { slope: 2.5, offset: -6.3, min: -13, max: 15 },
  browGap: { slope: 60, offset: -3.3, min: 5, max: 10 },
  browSlope: { slope: -80, offset: 12.7, min: -5, max: 4 },
  browArch: { slope: 55, offset: -4.9, min: 0, max: 6 },
  noseLength: { slope: 2.3, offset: -0.48, min: 0.19, max: 0.38 },
  noseWidth: { slope: 1.63, offset: -0.33, min: 0.12, max: 0.3 },
  mouthWidth: { slope: 1.406, offset: -0.24, min: 0.22, max: 0.5 },
  lipHeight: { slope: 0.467, offset: -0.019, min: 0.045, max: 0.16 },
  mouthHeight: { slope: 0.457, offset: 0.283, min: 0.42, max: 0.55 },
  mouthLift: { slope: 30, offset: 0.54, min: -0.8, max: 3 },
} as const satisfies Readonly<Partial<Record<keyof Proportions, Line>>>;

type Trait = keyof typeof LINES;

/** The drawn world's parameters of these proportions, each within its bounds. */
function drawnTraits(seen: Proportions): Readonly<Record<Trait, number>> {
  const of = (trait: Trait): number => {
    const { slope, offset, min, max } = LINES[trait];
    return Math.min(max, Math.max(min, slope * seen[trait] + offset));
  };
  return Object.fromEntries((Object.keys(LINES) as Trait[]).map((trait) => [trait, of(trait)])) as Record<
    Trait,
    number
  >;
}

/** The face's size in the drawing: its half width times this product is constant, so that long faces are narrow ones. */
const AREA = 41.75 * 58.5;
/** A smile lifts the corners of the mouth by more than this part of its width. */
const SMILE = 0.05;

/** Lines begin at one age in the drawn world and are deepest at another; where there are none, age is of the middle. */
const LINED_AGE = 45;
const OLDEST = 80;
const MIDDLE_AGE = 40;

/** What is not measured (ears, the neck and other marks) is of the middle; gender is not guessed. */
export async function toonify(image: RgbImage, face: PhotoFace): Promise<Toonified> {
  const view = faceView(image, face.mesh);
  const seen = proportionsOf(face.mesh);
  const traits = drawnTraits(seen);
  const skinRgb = skinColour(view);
  const { tone, skin } = drawnSkin(skinRgb);
  const width = Math.min(48, Math.max(35.5, Math.sqrt(AREA / traits.chin)));
  const chin = Math.min(64, Math.max(53, width * traits.chin));
  const base = identityOf(0);
  const { hair, beard } = await seenHair(view, skinRgb);
  // A beard is no fold.
  const lines = beard === 'none' ? ageLines(view) : 0;
  const eyeWidth = Math.min(14.4, Math.max(8.6, traits.eyeWidth * width));
  const identity: Identity = {
    ...base,
    gender: 'person',
    feminine: false,
    age: lines > 0 ? LINED_AGE + (OLDEST - LINED_AGE) * lines : MIDDLE_AGE,
    tone,
    skin,
    face: { width, chin, jaw: traits.jaw, point: traits.point, build: 1, neck: 18 },
    eyes: {
      width: eyeWidth,
      open: traits.eyeOpen * eyeWidth,
      spacing: Math.min(25, width - eyeWidth - 2.5, Math.max(eyeWidth + 4, traits.eyeSpacing * width)),
      tilt: traits.eyeTilt,
      skew: 0,
      fold: 1.5,
      iris: drawnIris(view, skinRgb),
      irisSize: 0.93,
      lashes: 0.3,
      shadow: undefined,
    },
    brows: {
      thickness: 4.5,
      angle: traits.browSlope,
      arch: traits.browArch,
      gap: traits.browGap,
      length: 1.1,
      tint: 0.2,
    },
    nose: {
      length: Math.min(24, Math.max(11, traits.noseLength * chin)),
      width: Math.min(12, Math.max(5, traits.noseWidth * width)),
      bulb: 0.5,
      flare: Math.min(1, Math.max(0, (traits.noseWidth - 0.12) / 0.18)),
      bridge: 0.5,
    },
    mouth: {
      width: Math.min(20, Math.max(9.5, traits.mouthWidth * width)),
      fullness: Math.min(6.6, Math.max(1.8, traits.lipHeight * width)),
      height: traits.mouthHeight,
      lift: Math.min(3, Math.max(-0.8, seen.mouthLift > SMILE ? 1 : traits.mouthLift)),
      lips: drawnLips(view, skin),
      painted: false,
    },
    ears: { size: 1, out: 2, ring: undefined },
    hair,
    beard,
    marks: { freckles: 0, mole: undefined, lines, blush: 0.1 },
  };
  return { identity, expression: seen.mouthLift > SMILE ? 'smile' : 'neutral' };
}
