/** @file Whether a photo shows one person well enough to learn their face from it. */
import { UserError } from '../errors.ts';
import { alignFaceInto, alignment } from './align.ts';
import { areaOf, type Face, heightOf, intersection, widthOf } from './face.ts';
import { applySimilarity, fitSimilarity, type Point, scaleOf } from './similarity.ts';
import { ARCFACE_TEMPLATE, TEMPLATE_SIZE } from './template.ts';
import type { RgbImage } from '../image/rgb-image.ts';

/** What is measured on a face; every limit is on one of these. */
export interface FaceMeasures {
  /** Shorter side of the face's box in pixels. */
  readonly side: number;
  /** Part of the box that lies inside the picture, 0 to 1. */
  readonly visible: number;
  readonly score: number;
  /** How far the nose is from the middle between the eyes, sideways, in eye distances: 0 from the front. */
  readonly turn: number;
  /** How far the landmarks are from those of any upright face, in eye distances (root mean square). */
  readonly distortion: number;
  /** Mean and standard deviation of the aligned face's brightness, 0 to 1. */
  readonly brightness: number;
  readonly contrast: number;
  /** Energy of the finest detail over the energy of all detail. */
  readonly sharpness: number;
}

export interface QualityLimits {
  readonly smallestSide: number;
  readonly leastVisible: number;
  readonly leastScore: number;
  readonly mostTurn: number;
  readonly mostDistortion: number;
  readonly leastBrightness: number;
  readonly mostBrightness: number;
  readonly leastContrast: number;
  readonly leastSharpness: number;
  /** Another face counts when it is at least this part of the largest one. */
  readonly secondFace: number;
}

/**
 * Measured on photos: sharpness is 0.1 to 0.6 in focus, and 0.002 where a Gaussian of a twelfth of the eye distance has
 * passed over the face; brightness is 0.4 to 0.6 in good light.
 */
const QUALITY_LIMITS: QualityLimits = {
  smallestSide: 40,
  leastVisible: 0.85,
  leastScore: 0.7,
  mostTurn: 0.4,
  mostDistortion: 0.3,
  leastBrightness: 0.1,
  mostBrightness: 0.95,
  leastContrast: 0.04,
  leastSharpness: 0.002,
  secondFace: 0.25,
};

/** The face to learn from. Throws UserError with what to do better; its id is a `Refusal`. */
export function judgeFaces(image: RgbImage, faces: readonly Face[], limits = QUALITY_LIMITS): Face {
  const [face, second] = [...faces].sort((a, b) => areaOf(b.box) - areaOf(a.box));
  if (face === undefined) throw refusalError('no-face');
  if (second !== undefined && areaOf(second.box) >= limits.secondFace * areaOf(face.box)) {
    throw refusalError('two-faces');
  }
  const refusal = refusalOf(measureFace(image, face), limits);
  if (refusal !== undefined) throw refusalError(refusal);
  return face;
}

const REFUSALS = {
  'no-face': 'I see no face in this picture. Send a photo of one person, from the front and in good light.',
  'two-faces':
    'I see more than one face in this picture. Send a photo of one person alone, or cut the others off.',
  'face-too-small': 'The face is too small in this picture. Come closer, or cut a large picture to the face.',
  'face-cut-off': 'The face is cut off by the edge of the picture. Send one that shows the whole face.',
  'face-turned-away': 'The face is turned away. Look straight at the camera.',
  'face-covered':
    'I cannot make out the face well. Take off sunglasses, masks and hands, and face the camera.',
  'face-too-dark': 'The face is too dark. Turn towards a window or a lamp and try again.',
  'face-too-bright': 'The face is too bright. Step out of the glaring light and try again.',
  'face-blurred': 'The face is blurred. Hold the camera still, let it focus, and try again.',
} as const;

/** Why a photo does not serve. */
export type Refusal = keyof typeof REFUSALS;

/** What a refusal says to the person who sent the photo. */
export const refusalError = (refusal: Refusal): UserError => new UserError(refusal, REFUSALS[refusal]);

function refusalOf(measures: FaceMeasures, limits: QualityLimits): Refusal | undefined {
  if (measures.side < limits.smallestSide) return 'face-too-small';
  if (measures.visible < limits.leastVisible) return 'face-cut-off';
  if (measures.turn > limits.mostTurn) return 'face-turned-away';
  if (measures.score < limits.leastScore || measures.distortion > limits.mostDistortion)
    return 'face-covered';
  if (measures.brightness < limits.leastBrightness) return 'face-too-dark';
  if (measures.brightness > limits.mostBrightness) return 'face-too-bright';
  if (measures.contrast < limits.leastContrast) {
    return measures.brightness < 0.5 ? 'face-too-dark' : 'face-too-bright';
  }
  return measures.sharpness < limits.leastSharpness ? 'face-blurred' : undefined;
}

export function measureFace(image: RgbImage, face: Face): FaceMeasures {
  const { box, points, score } = face;
  const frame = { left: 0, top: 0, right: image.width, bottom: image.height };
  const [leftEye, rightEye] = points;
  const eyeDistance = Math.max(1e-6, Math.hypot(rightEye[0] - leftEye[0], rightEye[1] - leftEye[1]));
  return {
    side: Math.min(widthOf(box), heightOf(box)),
    visible: areaOf(intersection(box, frame)) / Math.max(1e-6, areaOf(box)),
    score,
    turn: turnOf(face, eyeDistance),
    distortion: distortionOf(face, eyeDistance),
    ...lightOf(image, face.points),
  };
}

function turnOf({ points: [leftEye, rightEye, nose] }: Face, eyeDistance: number): number {
  const across: Point = [(rightEye[0] - leftEye[0]) / eyeDistance, (rightEye[1] - leftEye[1]) / eyeDistance];
  const middle: Point = [(leftEye[0] + rightEye[0]) / 2, (leftEye[1] + rightEye[1]) / 2];
  const sideways = (nose[0] - middle[0]) * across[0] + (nose[1] - middle[1]) * across[1];
  return Math.abs(sideways) / eyeDistance;
}

function distortionOf({ points }: Face, eyeDistance: number): number {
  const fit = fitSimilarity(ARCFACE_TEMPLATE, points);
  const squares = ARCFACE_TEMPLATE.map((expected, i) => {
    const [x, y] = applySimilarity(fit, expected);
    const [u, v] = points[i] ?? [x, y];
    return (x - u) ** 2 + (y - v) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length) / eyeDistance;
}

/** What rounding to bytes alone adds to the mean square of the Laplacian: 20 / 12 of a step's square. */
const ROUNDING = 20 / 12 / 255 ** 2;

/** Measured on the aligned face at its own resolution, so that a small face is not called blurred. */
export function lightOf(
  image: RgbImage,
  points: Face['points'],
): Pick<FaceMeasures, 'brightness' | 'contrast' | 'sharpness'> {
  const pixelsPerPixel = scaleOf(alignment(points, TEMPLATE_SIZE));
  const size = Math.max(16, Math.round(TEMPLATE_SIZE * Math.min(1, pixelsPerPixel)));
  const planes = new Float32Array(3 * size * size);
  alignFaceInto(planes, 0, image, points, size);
  const luma = Float32Array.from({ length: size * size }, (_, i) => {
    const channel = (n: number): number => (planes[n * size * size + i] as number) / 2 + 0.5;
    return 0.299 * channel(0) + 0.587 * channel(1) + 0.114 * channel(2);
  });
  const brightness = luma.reduce((sum, value) => sum + value, 0) / luma.length;
  const variance = luma.reduce((sum, value) => sum + (value - brightness) ** 2, 0) / luma.length;
  return {
    brightness,
    contrast: Math.sqrt(variance),
    sharpness: Math.max(0, meanLaplacianSquare(luma, size) - ROUNDING) / Math.max(variance, 1e-6),
  };
}

function meanLaplacianSquare(luma: Float32Array, size: number): number {
  let sum = 0;
  for (let y = 1; y < size - 1; y++) {
    for (let x = 1; x < size - 1; x++) {
      const at = y * size + x;
      const around =
        (luma[at - 1] as number) +
        (luma[at + 1] as number) +
        (luma[at - size] as number) +
        (luma[at + size] as number);
      sum += (4 * (luma[at] as number) - around) ** 2;
    }
  }
  return sum / (size - 2) ** 2;
}
