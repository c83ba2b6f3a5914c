/** @file Where the five landmarks of an aligned face lie. */
import { z } from 'zod';
import type { Point } from './similarity.ts';

/** Left eye, right eye, nose tip, left and right corner of the mouth, as seen in the picture. */
export type FivePoints = readonly [
  leftEye: Point,
  rightEye: Point,
  nose: Point,
  leftMouth: Point,
  rightMouth: Point,
];

/** Side of the square that a template's points are given in. */
export const TEMPLATE_SIZE = 112;

/** InsightFace's ArcFace template (Deng et al. 2019), in a square of 112 pixels. */
export const ARCFACE_TEMPLATE: FivePoints = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
];

/** Of the config of a network that takes aligned faces: by what the ArcFace template is shrunk for them. */
export const cropSchema = z.object({ zoom: z.number().positive() });

/** The same of a ViT: transformers' configs have no such entry. */
export const vitCropSchema = z.object({ zoom: cropSchema.shape.zoom.default(1) });

/** The ArcFace template shrunk about the square's centre: 0.8 shows a quarter more of hair and chin on every side. */
export function shrunkTemplate(factor: number, template: FivePoints = ARCFACE_TEMPLATE): FivePoints {
  const centre = TEMPLATE_SIZE / 2;
  const shrink = ([x, y]: Point): Point => [centre + (x - centre) * factor, centre + (y - centre) * factor];
  const [leftEye, rightEye, nose, leftMouth, rightMouth] = template;
  return [shrink(leftEye), shrink(rightEye), shrink(nose), shrink(leftMouth), shrink(rightMouth)];
}
