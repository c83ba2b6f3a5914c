/** @file Gate 0: can the judge tell people apart on true pictures? Validation people, every style, random contexts. */
import { contextOf } from '../../toon/context.ts';
import { STYLE_NAMES } from '../../toon/styles/index.ts';
import { VALIDATION_FROM } from '../../train/datasets/people.ts';
import { nearest } from '../embedding.ts';
import { openFaceJudge, type LocatedFace } from '../face-judge.ts';
import { drawLocated, measuredSeed, seedRange, specOf } from '../people.ts';
import type { Gate } from './gate.ts';

const PEOPLE = 100;
const SHOTS = 3;
const LEAST = 0.97;

/** What a picture goes through before it is judged; gate 1 puts the autoencoder's round trip here. */
export type Pass = (faces: readonly LocatedFace[]) => Promise<readonly LocatedFace[]>;

/** Retrieval@1 of 100 by style; queries wear random contexts, the gallery is plain. */
export async function retrievalByStyle(pass: Pass): Promise<Record<string, number>> {
  const judge = await openFaceJudge();
  const seeds = seedRange(VALIDATION_FROM, VALIDATION_FROM + PEOPLE);
  const draw = async (specs: readonly ReturnType<typeof specOf>[]): Promise<Float32Array[]> =>
    judge.embed(await pass(await Promise.all(specs.map(drawLocated))));
  const gallery = await draw(seeds.map((seed) => specOf(seed, 0)));
  const figures: Record<string, number> = {};
  for (const style of STYLE_NAMES) {
    const specs = seeds.flatMap((seed) =>
      seedRange(1, 1 + SHOTS).map((shot) => specOf(seed, shot, contextOf(measuredSeed(seed, shot)), style)),
    );
    const queries = await draw(specs);
    const hits = queries.filter((query, i) => nearest(query, gallery) === Math.floor(i / SHOTS)).length;
    figures[style] = hits / queries.length;
  }
  await judge.close();
  return figures;
}

export const g0: Gate = {
  name: 'G0',
  async run() {
    const figures = await retrievalByStyle((faces) => Promise.resolve(faces));
    return { figures, wanted: `plain at least ${LEAST}`, passed: (figures['plain'] ?? 0) >= LEAST };
  },
};
