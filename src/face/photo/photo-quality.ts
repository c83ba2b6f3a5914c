/** @file Whether a photograph shows one person well enough to learn their face from it, and what to do better if not. */
import type { RgbImage } from '../../image/rgb-image.ts';
import { areaOf, heightOf, widthOf } from '../face.ts';
import { lightOf, type Refusal, refusalError } from '../quality.ts';
import { type Cover, coverOf } from './cover.ts';
import { faceView } from './face-view.ts';
import { visiblePart } from './mesh.ts';
import type { PhotoFace } from './photo-faces.ts';
import type { Pose } from './pose.ts';

/** What is measured on a photographed face; every limit is on one of these. */
export interface PhotoMeasures {
  /** Shorter side of the face's box in pixels. */
  readonly side: number;
  /** Part of the mesh that lies inside the picture, 0 to 1. */
  readonly visible: number;
  readonly presence: number;
  readonly pose: Pose;
  /** As `FaceMeasures` has them. */
  readonly brightness: number;
  readonly contrast: number;
  readonly sharpness: number;
  readonly cover: Cover;
}

export interface PhotoLimits {
  readonly smallestSide: number;
  readonly leastVisible: number;
  readonly leastPresence: number;
  /** Degrees, to either side. */
  readonly mostYaw: number;
  readonly mostPitch: number;
  readonly leastBrightness: number;
  readonly mostBrightness: number;
  readonly leastContrast: number;
  readonly leastSharpness: number;
  readonly leastEyes: number;
  readonly leastSockets: number;
  readonly leastMouth: number;
  readonly mostSkin: number;
  /** Another face counts when it is at least this part of the largest one. */
  readonly secondFace: number;
}

/**
 * Measured on photos (docs/photographs.md): eyes vary by 0.12 to 0.24 in the open and by 0.00 to 0.03 behind dark glasses,
 * mouths by 0.15 to 0.38 and under 0.04 behind masks and hands, skin is odd by up to 0.04 and by 0.09 and more where
 * something coloured lies over it.
 */
const PHOTO_LIMITS: PhotoLimits = {
  smallestSide: 40,
  leastVisible: 0.9,
  leastPresence: 0.7,
  mostYaw: 40,
  mostPitch: 28,
  leastBrightness: 0.1,
  mostBrightness: 0.83,
  leastContrast: 0.04,
  leastSharpness: 0.003,
  leastEyes: 0.05,
  leastSockets: 0.35,
  leastMouth: 0.06,
  mostSkin: 0.09,
  secondFace: 0.25,
};

export function measurePhotoFace(image: RgbImage, face: PhotoFace): PhotoMeasures {
  const { box, mesh, pose, presence, points } = face;
  return {
    side: Math.min(widthOf(box), heightOf(box)),
    visible: visiblePart(mesh, image),
    presence,
    pose,
    ...lightOf(image, points),
    cover: coverOf(faceView(image, mesh)),
  };
}

/** The face to learn from. Throws UserError with what to do better; its id is a `Refusal`. */
export function judgePhoto(
  image: RgbImage,
  faces: readonly PhotoFace[],
  limits: PhotoLimits = PHOTO_LIMITS,
): PhotoFace {
  const [face, second] = [...faces].sort((a, b) => areaOf(b.box) - areaOf(a.box));
  if (face === undefined) throw refusalError('no-face');
  if (second !== undefined && areaOf(second.box) >= limits.secondFace * areaOf(face.box)) {
    throw refusalError('two-faces');
  }
  const refusal = refusalOf(measurePhotoFace(image, face), limits);
  if (refusal !== undefined) throw refusalError(refusal);
  return face;
}

/** Light before what it would make look covered, and so for blur. */
function refusalOf(measures: PhotoMeasures, limits: PhotoLimits): Refusal | undefined {
  const { pose, brightness, contrast, cover } = measures;
  if (measures.side < limits.smallestSide) return 'face-too-small';
  if (measures.visible < limits.leastVisible) return 'face-cut-off';
  if (Math.abs(pose.yaw) > limits.mostYaw || Math.abs(pose.pitch) > limits.mostPitch) {
    return 'face-turned-away';
  }
  if (brightness < limits.leastBrightness) return 'face-too-dark';
  if (brightness > limits.mostBrightness) return 'face-too-bright';
  if (contrast < limits.leastContrast) return brightness < 0.5 ? 'face-too-dark' : 'face-too-bright';
  if (measures.sharpness < limits.leastSharpness) return 'face-blurred';
  const isCovered =
    measures.presence < limits.leastPresence ||
    cover.eyes < limits.leastEyes ||
    cover.sockets < limits.leastSockets ||
    cover.mouth < limits.leastMouth ||
    cover.skin > limits.mostSkin;
  return isCovered ? 'face-covered' : undefined;
}
