/** @file For a model that knows drawn faces only: whether the face in a picture is one, and what to say when it is not. */
import { UserError } from '../errors.ts';
import { say } from '../say.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import { alignFaceInto } from './align.ts';
import { DRAWN_SIZE, drawnFeatures } from './drawn-features.ts';
import { DRAWN_BIAS, DRAWN_WEIGHTS } from './drawn-weights.ts';
import { areaOf, type Face } from './face.ts';

/**
 * Below this, a face counts as photographed. Measured on faces that were left out of the fit: 6 in 1,000 drawn ones are
 * below, and 4 in 5 of what the detector finds in photographs.
 */
const LEAST = -2;

const ADVICE = say`I know drawn faces only: make one in the portrait maker, or send a drawn portrait.`;

/** Throws UserError 'no-drawn-face' or 'photograph', each with what to do instead. */
export function requireDrawnFace(image: RgbImage, faces: readonly Face[]): void {
  const [face] = [...faces].sort((a, b) => areaOf(b.box) - areaOf(a.box));
  if (face === undefined) {
    throw new UserError('no-drawn-face', say`I see no drawn face in this picture. ${ADVICE}`);
  }
  if (drawnScore(image, face) < LEAST) {
    throw new UserError('photograph', say`This looks like a photograph, not like a drawing. ${ADVICE}`);
  }
}

/** The log-odds that the face is drawn, by logistic regression on its features. */
export function drawnScore(image: RgbImage, { points }: Pick<Face, 'points'>): number {
  const planes = new Float32Array(3 * DRAWN_SIZE * DRAWN_SIZE);
  alignFaceInto(planes, 0, image, points, DRAWN_SIZE);
  return drawnFeatures(planes).reduce((sum, v, i) => sum + v * (DRAWN_WEIGHTS[i] ?? 0), DRAWN_BIAS);
}
