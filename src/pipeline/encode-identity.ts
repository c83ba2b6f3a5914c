/** @file One photo of a person to the pseudo word that stands for them: detect, judge, align, ViT, M². */
import { CheckpointError } from '../errors.ts';
import { alignFaceInto } from '../face/align.ts';
import type { Face } from '../face/face.ts';
import { shrunkTemplate } from '../face/template.ts';
import { concat } from '../graph/ops/index.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import { idEncoder } from '../models/id-encoder.ts';
import { vit } from '../models/vit.ts';
import { float32 } from '../tensor/tensor.ts';
import type { Bundle, IdentityParts } from './bundle.ts';
import { type FaceFinder, type FaceFinderOptions, openFaceFinder } from './face-finder.ts';
import type { PseudoWord } from './pseudo-word.ts';
import { inputLike, type SessionCache } from './session-cache.ts';

interface EncodedIdentity {
  readonly pseudoWord: PseudoWord;
  /** Where the face was found. */
  readonly face: Face;
}

export interface IdentityEncoder {
  /** Throws UserError with what to do better when the photo does not serve. */
  readonly encode: (image: RgbImage) => Promise<EncodedIdentity>;
  /** The same for a face whose landmarks are known. */
  readonly encodeFace: (image: RgbImage, points: Face['points']) => Promise<PseudoWord>;
  readonly close: () => Promise<void>;
}

/** Throws CheckpointError when the bundle has no ID encoder. */
export function identityEncoder(
  { folder, identity, settings }: Bundle,
  sessions: SessionCache,
  options: FaceFinderOptions = {},
): IdentityEncoder {
  let opening: Promise<FaceFinder> | undefined;
  const parts = (): IdentityParts => {
    if (identity === undefined) throw new CheckpointError(withoutEncoder(folder));
    return identity;
  };
  const finder = async (): Promise<FaceFinder> => {
    opening ??= openFaceFinder(parts(), settings.faces, options);
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  const encodeFace = (image: RgbImage, points: Face['points']): Promise<PseudoWord> =>
    encodeAligned(parts(), sessions, image, points);

  return {
    encodeFace,
    encode: async (image) => {
      const face = await (await finder()).choose(image);
      return { pseudoWord: await encodeFace(image, face.points), face };
    },
    close: async () => {
      await (await opening)?.close();
      opening = undefined;
    },
  };
}

/** What can be done about it. */
const withoutEncoder = (folder: string): string =>
  `${folder}: this bundle has no id_encoder, so it cannot make S* from a photo in one pass. Make S* the slow way with ` +
  'encode --method textual-inversion --face PICTURE --out FILE, and draw with imagine --identity FILE. An encoder is made by ' +
  'train id-encoder --preset paper --bundle FOLDER --faces PHOTOS --triplets FOLDER (docs/training.md).';

async function encodeAligned(
  { vit: face, idEncoder: words, zoom }: IdentityParts,
  sessions: SessionCache,
  image: RgbImage,
  points: Face['points'],
): Promise<PseudoWord> {
  const { image_size: size, num_channels: channels } = face.config;
  const crop = float32([1, channels, size, size]);
  alignFaceInto(crop.data, 0, image, points, size, shrunkTemplate(zoom));
  const build = () => {
    const { cls, final } = vit(face.scope, face.config, inputLike('crop', crop));
    return { words: idEncoder(words.scope, words.config, concat([...cls, final], 1)) };
  };
  const { words: vectors } = await sessions.run('id_encoder', build, { crop });
  const { words: count, width } = words.config;
  return { count, width, vectors: vectors?.data as Float32Array };
}
