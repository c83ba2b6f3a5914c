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

/**
 * Measured on photos (docs/photographs.md): eyes vary by 0.12 to 0.24 in the open and by 0.00 to 0.03 behind dark glasses,
 * mouths by 0.15 to 0.38 and under 0.04 behind masks and hands, skin is odd by up to 0.04 and by 0.09 and more where
 * something coloured lies over it.
 */
const LIMITS = {
  smallestSide: 40,
  leastVisible: 0.9,
  leastPresence: 0.7,
  // Degrees, to either side.
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
  // Another face counts when it is at least this part of the largest one.
  secondFace: 0.25,
} as const;

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

/** The largest face, or why nobody can say which one is meant. */
export function mainFace(faces: readonly PhotoFace[]): PhotoFace | 'no-face' | 'two-faces' {
  const [face, second] = [...faces].sort((a, b) => areaOf(b.box) - areaOf(a.box));
  if (face === undefined) return 'no-face';
  const isAlone = second === undefined || areaOf(second.box) < LIMITS.secondFace * areaOf(face.box);
  return isAlone ? face : 'two-faces';
}

/** The face to learn from. Throws UserError with what to do better; its id is a `Refusal`. */
export function judgePhoto(image: RgbImage, faces: readonly PhotoFace[]): PhotoFace {
  const face = mainFace(faces);
  if (typeof face === 'string') throw refusalError(face);
  const refusal = refusalOf(measurePhotoFace(image, face));
  if (refusal !== undefined) throw refusalError(refusal);
  return face;
}

/** Light before what it would make look covered, and so for blur. */
function refusalOf(measures: PhotoMeasures): Refusal | undefined {
  const { pose, brightness, contrast, cover } = measures;
  if (measures.side < LIMITS.smallestSide) return 'face-too-small';
  if (measures.visible < LIMITS.leastVisible) return 'face-cut-off';
  if (Math.abs(pose.yaw) > LIMITS.mostYaw || Math.abs(pose.pitch) > LIMITS.mostPitch) {
    return 'face-turned-away';
  }
  if (brightness < LIMITS.leastBrightness) return 'face-too-dark';
  if (brightness > LIMITS.mostBrightness) return 'face-too-bright';
  if (contrast < LIMITS.leastContrast) return brightness < 0.5 ? 'face-too-dark' : 'face-too-bright';
  if (measures.sharpness < LIMITS.leastSharpness) return 'face-blurred';
  const isCovered =
    measures.presence < LIMITS.leastPresence ||
    cover.eyes < LIMITS.leastEyes ||
    cover.sockets < LIMITS.leastSockets ||
    cover.mouth < LIMITS.leastMouth ||
    cover.skin > LIMITS.mostSkin;
  return isCovered ? 'face-covered' : undefined;
}
