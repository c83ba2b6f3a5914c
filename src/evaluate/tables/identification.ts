/** @file Identification top-1 of a backbone: does its last vector find a person's other pictures among everybody's inputs? */
import { contextOf } from '../../toon/context.ts';
import { type Backbone, featureSizesOf, openBackbone } from '../../train/backbone.ts';
import { bootstrapMean, type Interval } from '../bootstrap.ts';
import { nearest } from '../embedding.ts';
import { drawLocated, measuredSeed, seedRange, specOf } from '../people.ts';

/** The queries wear random contexts in plain style; landmarks are the drawing's own, so the detector has no part in it. */
export async function identificationTop1(
  backbone: Backbone,
  seeds: readonly number[],
  queries: number,
): Promise<Interval> {
  const eye = await openBackbone(backbone);
  const last = featureSizesOf(backbone).at(-1) ?? 0;
  const look = async (spec: ReturnType<typeof specOf>): Promise<Float32Array> => {
    const { image, points } = await drawLocated(spec);
    return unit((await eye.featuresOf(image, points)).slice(-last));
  };
  const gallery: Float32Array[] = [];
  for (const seed of seeds) gallery.push(await look(specOf(seed, 0)));
  const hits: number[][] = [];
  for (const [person, seed] of seeds.entries()) {
    const own: number[] = [];
    for (const shot of seedRange(1, 1 + queries)) {
      const found = nearest(await look(specOf(seed, shot, contextOf(measuredSeed(seed, shot)))), gallery);
      own.push(Number(found === person));
    }
    hits.push(own);
  }
  await eye.close();
  return bootstrapMean(hits);
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
