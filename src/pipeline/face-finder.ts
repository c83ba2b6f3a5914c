/** @file The eyes of a bundle: its own detector of drawn faces, or the networks that know photographs. */
import { type FaceDetector, openFaceDetector } from '../face/detector.ts';
import { requireDrawnFace } from '../face/drawn.ts';
import type { Face } from '../face/face.ts';
import { openPhotoFaces } from '../face/photo/photo-faces.ts';
import { judgePhoto } from '../face/photo/photo-quality.ts';
import { judgeFaces, type QualityLimits } from '../face/quality.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import type { SessionOptions } from '../runtime/model.ts';
import type { BundleSettings } from './bundle-settings.ts';
import type { FaceParts } from './bundle.ts';

export interface FaceFinder {
  /** The surest first. */
  readonly find: (image: RgbImage) => Promise<readonly Face[]>;
  /** The one face to learn from. Throws UserError with what to do better. */
  readonly choose: (image: RgbImage) => Promise<Face>;
  readonly close: () => Promise<void>;
}

export interface FaceFinderOptions {
  readonly session?: SessionOptions;
  /** Of the bundle's own detector. */
  readonly limits?: QualityLimits;
}

/** Throws CheckpointError when the detector, or the package that carries the photo networks, is missing. */
export async function openFaceFinder(
  { detectorFolder }: Pick<FaceParts, 'detectorFolder'>,
  faces: BundleSettings['faces'],
  { session, limits }: FaceFinderOptions = {},
): Promise<FaceFinder> {
  const options = session === undefined ? {} : { session };
  if (detectorFolder === undefined) {
    const { find, close } = await openPhotoFaces(options);
    return { find, choose: async (image) => judgePhoto(image, await find(image)), close };
  }
  const { find, close }: FaceDetector = await openFaceDetector(detectorFolder, options);
  const choose = async (image: RgbImage): Promise<Face> => {
    const found = await find(image);
    if (faces === 'drawn') requireDrawnFace(image, found);
    return judgeFaces(image, found, limits);
  };
  return { find, choose, close };
}
