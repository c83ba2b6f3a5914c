/** @file The judge of identity: aligned faces to unit vectors, by a network that the pipeline never uses. */
import { join } from 'node:path';
import { openCheckpoint } from '../checkpoint/checkpoint-scope.ts';
import { readJson } from '../checkpoint/stored-file.ts';
import { alignFaceInto } from '../face/align.ts';
import type { FaceEmbedder, LikenessScale } from '../face/likeness.ts';
import { cropSchema, type FivePoints, shrunkTemplate } from '../face/template.ts';
import { emit } from '../graph/emit.ts';
import { input } from '../graph/graph.ts';
import { faceRecognizer, parseFaceRecognizerConfig } from '../models/face-recognizer.ts';
import { openSession } from '../runtime/session.ts';
import { float32 } from '../tensor/tensor.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import { cosine, rowsOf } from './embedding.ts';

/** A picture with the five landmarks of its face. */
export interface LocatedFace {
  readonly image: RgbImage;
  readonly points: FivePoints;
}

/** Its vectors have unit length. */
export type FaceJudge = FaceEmbedder<LocatedFace>;

/**
 * Measured by bench/likeness.ts on 250 validation people in three contexts each: of 280,125 pairs of two people 1 % are nearer than
 * the threshold, of 750 pairs of one person 0.4 % are farther.
 */
export const TOON_LIKENESS: LikenessScale = {
  distance: (a, b) => 1 - cosine(a, b),
  threshold: 0.53,
  softness: 0.1,
  falseMatchRate: 0.01,
};

const BATCH = 20;

export const FACE_JUDGE_FOLDER = join('weights', 'judges', 'face');

export async function openFaceJudge(folder = FACE_JUDGE_FOLDER): Promise<FaceJudge> {
  const json = readJson(join(folder, 'config.json'));
  const config = parseFaceRecognizerConfig(json);
  const template = shrunkTemplate(cropSchema.parse(json).zoom);
  const shape = [BATCH, 3, config.image_size, config.image_size];
  const checkpoint = openCheckpoint(folder);
  const embedding = faceRecognizer(checkpoint.scope, config, input('images', { dtype: 'float32', shape }));
  checkpoint.finish();
  const session = await openSession(emit({ embedding }));
  return {
    async embed(faces) {
      const embeddings: Float32Array[] = [];
      for (let from = 0; from < faces.length; from += BATCH) {
        const images = float32(shape);
        const batch = faces.slice(from, from + BATCH);
        batch.forEach(({ image, points }, i) => {
          alignFaceInto(
            images.data,
            (i * images.data.length) / BATCH,
            image,
            points,
            config.image_size,
            template,
          );
        });
        const { embedding: rows } = await session.run({ images });
        embeddings.push(...rowsOf(rows?.data as Float32Array, config.embedding_size).slice(0, batch.length));
      }
      return embeddings;
    },
    close: () => session.close(),
  };
}
