/** @file A photograph's bytes to the drawn person nearest to it: decode, detect, judge, measure. */
import { lookAt, type SeenPhoto } from '../face/photo/look.ts';
import { openPersonFinder, type PersonFinder } from '../face/photo/person.ts';
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

interface Networks {
  readonly faces: PhotoFaces;
  readonly people: PersonFinder;
}

export function photoToonifier(session: SessionOptions = {}): PhotoToonifier {
  let opening: Promise<Networks> | undefined;
  const opened = async (): Promise<Networks> => {
    opening ??= openNetworks(session);
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  return {
    toonify: async (photo) => {
      const { faces: finder, people } = await opened();
      const { image, faces, part } = await lookAt(photo, finder);
      const face = judgePhoto(image, faces);
      return { image, part, face, ...(await toonify(image, face, people)) };
    },
    close: async () => {
      const networks = await opening;
      opening = undefined;
      await Promise.all([networks?.faces.close(), networks?.people.close()]);
    },
  };
}

async function openNetworks(session: SessionOptions): Promise<Networks> {
  const faces = await openPhotoFaces({ session });
  try {
    return { faces, people: await openPersonFinder(session) };
  } catch (error) {
    await faces.close();
    throw error;
  }
}
