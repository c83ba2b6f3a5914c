/** @file What the photo networks see in a picture, as a picture: for `encode --explain`. */
import { UserError } from '../../errors.ts';
import { explainFaces } from '../../face/photo/explain.ts';
import { openPhotoFaces } from '../../face/photo/photo-faces.ts';
import { judgePhoto } from '../../face/photo/photo-quality.ts';
import type { RgbImage } from '../../image/rgb-image.ts';
import { writeOutput } from './files.ts';
import { encodePicture } from './pictures.ts';

/** Draws faces, points and scores over the photo, and prints whether it serves. Throws UserError when `path` cannot be written. */
export async function explainPhoto(path: string, image: RgbImage): Promise<void> {
  const photoFaces = await openPhotoFaces();
  try {
    const faces = await photoFaces.find(image);
    const verdict = verdictOn(() => judgePhoto(image, faces));
    const drawn = await explainFaces(image, faces, verdict);
    await writeOutput(path, await encodePicture(path, drawn, { Comment: verdict }));
    process.stdout.write(`${verdict}\n`);
  } finally {
    await photoFaces.close();
  }
}

function verdictOn(judge: () => unknown): string {
  try {
    judge();
    return 'This photo serves.';
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
