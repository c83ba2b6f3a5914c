/** @file The drawn person nearest to a photographed one: proportions and colours are measured, then drawn as the world draws them. */
import type { RgbImage } from '../../../image/rgb-image.ts';
import { identityOf } from '../../../toon/identity.ts';
import type { Expression } from '../../../toon/shot.ts';
import type { BeardStyle, Identity } from '../../../toon/traits.ts';
import { faceView } from '../face-view.ts';
import type { PersonFinder } from '../person.ts';
import type { PhotoFace } from '../photo-faces.ts';
import { ageLines } from './age-lines.ts';
import { seenBrows } from './brows.ts';
import { drawnEyes } from './drawn-eyes.ts';
import { drawnProportions } from './drawn-lines.ts';
import { faceFrame } from './face-frame.ts';
import { wearsGlasses } from './glasses.ts';
import { drawnIris, drawnLips, drawnSkin, luma, nearestIris, skinColour, unshaded } from './colours.ts';
import { seenHair } from './hair.ts';
import { isDrawn } from './is-drawn.ts';
import { drawnTraits } from './lines.ts';
import { type Proportions, proportionsOf } from './proportions.ts';

export interface Toonified {
  readonly identity: Identity;
  readonly expression: Expression;
  /** Not the face's own: something that a picture of it may show. */
  readonly glasses: boolean;
}

/** The face's size in the drawing: its half width times this product is constant, so that long faces are narrow ones. */
const AREA = 41.75 * 58.5;
/** A smile lifts the corners of the mouth by more than this part of its width. */
const SMILE = 0.05;

/** Shows brows and frames of glasses large enough to be measured. */
const NEAR = 0.85;
/** Shows the whole face, down to a long chin. */
const FACE = 0.7;

/** These hide the chin and the lips' edges. */
const HIDING: ReadonlySet<BeardStyle> = new Set(['full', 'goatee', 'chinstrap']);

/**
 * The drawn world's brow of so many eye distances: people's mean becomes the drawn one, and their spread the drawn one times what of it
 * is the person's own (as in lines.ts; correlation 0.54 on 220 drawn portraits).
 */
const drawnThickness = (seen: number | undefined): number =>
  seen === undefined ? USUAL_BROW : Math.min(9.2, Math.max(2.6, USUAL_BROW + 22 * (seen - 0.11)));
const USUAL_BROW = 5.3;

/** Lines begin at one age in the drawn world and are deepest at another; where there are none, age is of the middle. */
const LINED_AGE = 45;
const OLDEST = 80;
const MIDDLE_AGE = 40;

/** What is not measured (ears, the neck and other marks) is of the middle; gender is not guessed. */
export async function toonify(
  image: RgbImage,
  face: PhotoFace,
  people: Pick<PersonFinder, 'find'>,
): Promise<Toonified> {
  const view = faceView(image, face.mesh);
  const near = faceView(image, face.mesh, NEAR);
  const skinRgb = skinColour(view);
  const skinLight = luma(skinRgb);
  const isDrawing = isDrawn(image, face);
  const person = isDrawing ? undefined : await people.find(image, face.mesh);
  const { hair, beard } = await seenHair(view, skinRgb, person);
  const brows = seenBrows(near, skinLight);
  const measured = proportionsOf(face.mesh);
  const eyes = isDrawing ? drawnEyes(faceFrame(near)) : undefined;
  const seen: Proportions = eyes
    ? {
        ...measured,
        ...drawnProportions(faceFrame(faceView(image, face.mesh, FACE)), HIDING.has(beard)),
        ...eyes.proportions,
        browSlope: brows?.slope ?? 0,
      }
    : measured;
  const traits = drawnTraits(seen, isDrawing);
  const { tone, skin } = drawnSkin(isDrawing ? unshaded(skinRgb) : skinRgb);
  const width = Math.min(48, Math.max(35.5, Math.sqrt(AREA / traits.chin)));
  const chin = Math.min(64, Math.max(53, width * traits.chin));
  const base = identityOf(0);
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
      iris: eyes?.iris ? nearestIris(eyes.iris) : drawnIris(view, skinRgb),
      irisSize: 0.93,
      lashes: 0.3,
      shadow: undefined,
    },
    brows: {
      thickness: drawnThickness(brows?.thickness),
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
  return {
    identity,
    expression: seen.mouthLift > SMILE ? 'smile' : 'neutral',
    glasses: wearsGlasses(near, skinLight),
  };
}
