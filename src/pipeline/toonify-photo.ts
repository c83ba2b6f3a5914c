/** @file A photograph's bytes to the drawn person nearest to it: decode, detect, judge, measure. */
import { lookAt, type SeenPhoto } from '../face/photo/look.ts';
import { openPhotoFaces, type PhotoFace, type PhotoFaces } from '../face/photo/photo-faces.ts';
import { judgePhoto } from '../face/photo/photo-quality.ts';
import { type Toonified, toonify } from '../face/photo/toonify/toonify.ts';
import type { SessionOptions } from '../runtime/model.ts';

export interface ToonifiedPhoto extends Toonified, Pick<SeenPhoto, 'image' | 'part'> {
  readonly face: PhotoFace;
}

export interface PhotoToonifier {
  /** Opens the networks with the first photo. Throws UserError with what to do better, CheckpointError without the packages. */
  readonly toonify: (photo: Uint8Array) => Promise<ToonifiedPhoto>;
  readonly close: () => Promise<void>;
}

export function photoToonifier(session: SessionOptions = {}): PhotoToonifier {
  let opening: Promise<PhotoFaces> | undefined;
  const opened = async (): Promise<PhotoFaces> => {
    opening ??= openPhotoFaces({ session });
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  return {
    toonify: async (photo) => {
      const { image, faces, part } = await lookAt(photo, await opened());
      const face = judgePhoto(image, faces);
      return { image, part, face, ...(await toonify(image, face)) };
    },
    close: async () => {
      await (await opening)?.close();
      opening = undefined;
    },
  };
}
