/** @file The judge of likeness for a bundle: of drawn faces, or of photographed ones. */
import { existsSync } from 'node:fs';
import { FACE_JUDGE_FOLDER, openFaceJudge, TOON_LIKENESS } from '../evaluate/face-judge.ts';
import { openFaceDetector } from '../face/detector.ts';
import { likeness, type LikenessScale } from '../face/likeness.ts';
import { decodePhoto } from '../face/photo/decode-photo.ts';
import { openPhotoJudge, PHOTO_LIKENESS } from '../face/photo/descriptor.ts';
import { openPhotoFaces } from '../face/photo/photo-faces.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import type { Bundle } from '../pipeline/bundle.ts';
import type { SessionOptions } from '../runtime/model.ts';
import type { LikenessJudge } from '../../workers/likeness.ts';

interface OpenLikenessJudge extends LikenessJudge {
  readonly close: () => Promise<void>;
}

/** Its networks are loaded when first needed. Undefined where nothing is there to judge by. */
export function openLikenessJudge(
  { settings, identity }: Pick<Bundle, 'settings' | 'identity'>,
  session: SessionOptions,
): OpenLikenessJudge | undefined {
  if (settings.faces === 'any') {
    return judgeBy('photo', PHOTO_LIKENESS, () => [openPhotoFaces({ session }), openPhotoJudge(session)]);
  }
  const folder = identity?.detectorFolder;
  if (folder === undefined || !existsSync(FACE_JUDGE_FOLDER)) return undefined;
  return judgeBy('drawn', TOON_LIKENESS, () => [openFaceDetector(folder, { session }), openFaceJudge()]);
}

/** The faces of a picture, the surest first. */
interface Finder<Found> {
  readonly find: (image: RgbImage) => Promise<readonly Found[]>;
  readonly close: () => Promise<void>;
}

interface Embedder<Found> {
  readonly embed: (faces: readonly (Found & { readonly image: RgbImage })[]) => Promise<Float32Array[]>;
  readonly close: () => Promise<void>;
}

function judgeBy<Found extends object>(
  name: string,
  scale: LikenessScale,
  open: () => readonly [Promise<Finder<Found>>, Promise<Embedder<Found>>],
): OpenLikenessJudge {
  let opening: Promise<readonly [Finder<Found>, Embedder<Found>]> | undefined;
  return {
    name,
    async describe(picture) {
      const [faces, embedder] = await (opening ??= Promise.all(open()));
      const image = await decodePhoto(picture);
      const [face] = await faces.find(image);
      return face === undefined ? undefined : (await embedder.embed([{ ...face, image }]))[0];
    },
    likeness: (a, b) => likeness(scale, a, b),
    async close() {
      const opened = await opening?.catch(() => undefined);
      await Promise.all((opened ?? []).map((part) => part.close()));
    },
  };
}
