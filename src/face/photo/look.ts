/** @file The faces of a photograph, seen from nearer where a large photo holds but one and that one small, as panoramas do. */
import type { PicturePart } from '../../image/decode-image.ts';
import type { RgbImage } from '../../image/rgb-image.ts';
import { heightOf, widthOf } from '../face.ts';
import { decodePhoto, LONGEST_SIDE } from './decode-photo.ts';
import type { PhotoFace, PhotoFaces } from './photo-faces.ts';
import { mainFace } from './photo-quality.ts';

export interface SeenPhoto {
  /** The photo, or the part of it around its face; faces lie in it. */
  readonly image: RgbImage;
  readonly faces: readonly PhotoFace[];
  readonly part: PicturePart;
}

/** The descriptor reads about so many pixels of a face. */
const ENOUGH = 100;
/** Sides of the face's box that are decoded around its middle: hair and shoulders. */
const AROUND = 4;

/** Throws UserError as `decodePhoto` does. */
export async function lookAt(bytes: Uint8Array, { find }: Pick<PhotoFaces, 'find'>): Promise<SeenPhoto> {
  const image = await decodePhoto(bytes);
  const faces = await find(image);
  const whole = { image, faces, part: { left: 0, top: 0, width: 1, height: image.height / image.width } };
  const part = nearerPart(image, faces);
  if (part === undefined) return whole;
  const nearer = await decodePhoto(bytes, part);
  const found = await find(nearer);
  return found.length === 0 ? whole : { image: nearer, faces: found, part };
}

/** Undefined where the photo was not shrunk, where the face is large enough, and where nobody can say whose face is meant. */
function nearerPart({ width, height }: RgbImage, faces: readonly PhotoFace[]): PicturePart | undefined {
  if (Math.max(width, height) < LONGEST_SIDE) return undefined;
  const face = mainFace(faces);
  if (typeof face === 'string') return undefined;
  const { left, top, right, bottom } = face.box;
  if (Math.min(widthOf(face.box), heightOf(face.box)) >= ENOUGH) return undefined;
  const side = AROUND * Math.max(widthOf(face.box), heightOf(face.box));
  const [across, down] = [(left + right - side) / 2, (top + bottom - side) / 2];
  const within = (v: number, most: number): number => Math.min(most, Math.max(0, v));
  const [x, y] = [within(across, width), within(down, height)];
  return {
    left: x / width,
    top: y / width,
    width: (within(across + side, width) - x) / width,
    height: (within(down + side, height) - y) / width,
  };
}
