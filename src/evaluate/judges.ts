/** @file All judges together: is there a face, whose is it, and does the picture show what was asked? */
import { join } from 'node:path';
import { openFaceDetector } from '../face/detector.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import { openFaceJudge } from './face-judge.ts';
import { openPromptJudge } from './prompt-judge.ts';

export interface Judges {
  /** The identity of the surest face; undefined where none is found. */
  readonly identityOf: (image: RgbImage) => Promise<Float32Array | undefined>;
  readonly imageVector: (image: RgbImage) => Promise<Float32Array>;
  readonly textVector: (text: string) => Promise<Float32Array>;
  readonly close: () => Promise<void>;
}

/** Opens weights/judges below the working folder. */
export async function openJudges(folder = join('weights', 'judges')): Promise<Judges> {
  const detector = await openFaceDetector(join(folder, 'detector'));
  const face = await openFaceJudge(join(folder, 'face'));
  const prompt = await openPromptJudge(join(folder, 'prompt'));
  return {
    async identityOf(image) {
      const [found] = await detector.find(image);
      if (found === undefined) return undefined;
      const [embedding] = await face.embed([{ image, points: found.points }]);
      return embedding;
    },
    imageVector: prompt.embedImage,
    textVector: prompt.embedText,
    async close() {
      await Promise.all([detector.close(), face.close(), prompt.close()]);
    },
  };
}
