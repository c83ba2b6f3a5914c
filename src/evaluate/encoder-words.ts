/** @file Pseudo words of measured people by an encoder that stands nowhere in a bundle: one in training, or a table's row. */
import type { Scope } from '../checkpoint/scope.ts';
import { emit } from '../graph/emit.ts';
import { input } from '../graph/graph.ts';
import { idEncoder, type IdEncoderConfig } from '../models/id-encoder.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { PseudoWord } from '../pipeline/pseudo-word.ts';
import { loadModel } from '../runtime/run.ts';
import { float32 } from '../tensor/tensor.ts';
import { type Backbone, openBackbone } from '../train/backbone.ts';
import { unlessRefused, type WordOf } from './encoded-people.ts';
import { drawInput } from './measure.ts';

/** What a backbone sees of people's input faces, by identity seed; undefined where the face is refused. */
export type InputFeatures = ReadonlyMap<number, Float32Array | undefined>;

/** Faces are found and refused as the product does it, whatever the backbone. */
export async function readInputs(
  { identity }: Pick<Pipeline, 'identity'>,
  backbone: Backbone,
  seeds: readonly number[],
): Promise<InputFeatures> {
  const eye = await openBackbone(backbone);
  const read = async (seed: number): Promise<Float32Array | undefined> => {
    const image = await drawInput(seed);
    const found = await unlessRefused(() => identity.encode(image));
    return found && eye.featuresOf(image, found.face.points);
  };
  const features = new Map<number, Float32Array | undefined>();
  for (const seed of seeds) features.set(seed, await read(seed));
  await eye.close();
  return features;
}

/** Runs the encoder over all features at once. */
export async function wordsBy(
  encoder: { readonly scope: Scope; readonly config: IdEncoderConfig },
  features: InputFeatures,
): Promise<WordOf> {
  const { words: count, width, feature_sizes: sizes } = encoder.config;
  const seen = [...features].flatMap(([seed, row]) => (row === undefined ? [] : [{ seed, row }]));
  const size = sizes.reduce((sum, n) => sum + n, 0);
  const rows = float32([seen.length, size]);
  seen.forEach(({ row }, i) => {
    rows.data.set(row, i * size);
  });
  const session = await loadModel(
    emit({ words: idEncoder(encoder.scope, encoder.config, input('features', rows)) }),
  );
  const { words } = await session.run({ features: rows });
  await session.close();
  const data = words?.data as Float32Array;
  const stride = count * width;
  const bySeed = new Map(
    seen.map(({ seed }, i): [number, PseudoWord] => [
      seed,
      { count, width, vectors: data.slice(i * stride, (i + 1) * stride) },
    ]),
  );
  return (seed) => Promise.resolve(bySeed.get(seed));
}
