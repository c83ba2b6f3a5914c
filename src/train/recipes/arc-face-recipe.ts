/** @file What the two face recognisers share: ArcFace over aligned, worn crops of drawn people. */
import { createParameters } from '../../checkpoint/parameter-scope.ts';
import { normal, type Scope } from '../../checkpoint/scope.ts';
import { l2Normalize } from '../../graph/functional.ts';
import { input, type Value } from '../../graph/graph.ts';
import { seededRandom, type Random } from '../../tensor/random.ts';
import { float32, tensor } from '../../tensor/tensor.ts';
import { type FaceCrop, openAlignedFaces } from '../datasets/aligned-faces.ts';
import { countOf, planPortrait, preparePortraits, type PortraitSet } from '../datasets/portraits.ts';
import { arcFace, type ArcFaceConfig } from '../losses/arc-face.ts';
import type { Planned, Preset, Recipe, TrainedParameters } from '../recipe.ts';
import { below } from './weights.ts';

export interface ArcFaceRecipeConfig extends ArcFaceConfig {
  readonly set: PortraitSet;
}

export interface ArcFaceRecipe {
  readonly name: string;
  readonly crop: FaceCrop;
  readonly embeddingSize: number;
  readonly presets: Readonly<Record<Preset, Planned<ArcFaceRecipeConfig>>>;
  /** Crops [batch, 3, size, size] in [-1, 1] to embeddings [batch, embeddingSize] of any length. */
  readonly embed: (scope: Scope, images: Value) => Value;
  readonly save: (model: TrainedParameters) => void;
}

export function arcFaceRecipe(recipe: ArcFaceRecipe): Recipe<ArcFaceRecipeConfig> {
  const { name, crop, presets } = recipe;
  const imageShape = (count: number): number[] => [count, 3, crop.size, crop.size];
  return {
    name,
    presets,
    prepare: ({ set }, { cacheFolder, onProgress }) =>
      preparePortraits(set, cacheFolder, (done, total) => {
        onProgress(done, total, 'drawing people');
      }),
    build({ set, margin, scale }, shardSize) {
      const { scope, parameters } = createParameters();
      const images = input('images', { dtype: 'float32', shape: imageShape(shardSize) });
      const labels = input('labels', { dtype: 'int32', shape: [shardSize] });
      const embeddings = l2Normalize(recipe.embed(scope.at('model'), images));
      const centres = scope.tensor('centres', [set.people, recipe.embeddingSize], normal(0.1));
      const { loss, cosine } = arcFace(embeddings, centres, labels, { margin, scale });
      return { loss, metrics: { cosine }, parameters };
    },
    openData({ set, seed }, { cacheFolder }) {
      const faces = openAlignedFaces(set, crop, cacheFolder);
      return Promise.resolve({
        next(step, shard, _shards, shardSize) {
          const random = seededRandom(`${seed}/${step}/${shard}`, name);
          const images = float32(imageShape(shardSize));
          const stride = images.data.length / shardSize;
          const labels = Int32Array.from({ length: shardSize }, (_, i) => {
            const index = unmixed(set, random);
            return faces.read(index, random, images.data, i * stride).person;
          });
          return { images, labels: tensor('int32', [shardSize], labels) };
        },
      });
    },
    export(_config, parameters) {
      recipe.save(below('model.', parameters));
      return Promise.resolve();
    },
  };
}

/** A picture of one person, not a blend of two. */
function unmixed(set: PortraitSet, random: Random): number {
  for (;;) {
    const index = random.below(countOf(set));
    if (planPortrait(set, index).mixedWith === undefined) return index;
  }
}
