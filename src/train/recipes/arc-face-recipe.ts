/** @file What the two face recognisers share: ArcFace over aligned, worn crops of drawn people. */
import { createParameters } from '../../checkpoint/parameter-scope.ts';
import { normal, type Scope } from '../../checkpoint/scope.ts';
import { l2Normalize, meanSquaredError, scalar } from '../../graph/functional.ts';
import { input, type Value } from '../../graph/graph.ts';
import { add, mul } from '../../graph/ops/index.ts';
import { linear } from '../../nn/linear.ts';
import { seededRandom, type Random } from '../../tensor/random.ts';
import { float32, tensor } from '../../tensor/tensor.ts';
import { type FaceCrop, openAlignedFaces } from '../datasets/aligned-faces.ts';
import { type IdentityVectors, identityVectors } from '../datasets/identity-vector.ts';
import {
  countOf,
  peopleOf,
  planPortrait,
  preparePortraits,
  type PortraitSet,
} from '../datasets/portraits.ts';
import { arcFace, type ArcFaceConfig } from '../losses/arc-face.ts';
import type { Planned, Presets, Recipe, TrainedParameters } from '../recipe.ts';
import { below } from './weights.ts';

export interface ArcFaceRecipeConfig extends ArcFaceConfig {
  readonly set: PortraitSet;
  /**
   * Weight of a second task, the drawing's own parameters read off the embedding. With thousands of classes and few
   * samples each, ArcFace alone hardly leaves its start; this tells every sample what to look at.
   */
  readonly traitWeight: number;
  /** Steps of traits alone, and as many again until ArcFace has its whole weight: against centres at random it is noise. */
  readonly traitsFirst: number;
}

export interface ArcFaceRecipe {
  readonly name: string;
  readonly crop: FaceCrop;
  readonly embeddingSize: number;
  readonly presets: Presets<Planned<ArcFaceRecipeConfig>>;
  /** Crops [batch, 3, size, size] in [-1, 1] to embeddings [batch, embeddingSize] of any length. */
  readonly embed: (scope: Scope, images: Value) => Value;
  readonly save: (model: TrainedParameters) => void;
  /** What `save` wrote last: the keys with "model." before them. */
  readonly published: () => TrainedParameters;
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
    build({ set, margin, scale, traitWeight }, shardSize) {
      const { scope, parameters } = createParameters();
      const images = input('images', { dtype: 'float32', shape: imageShape(shardSize) });
      const labels = input('labels', { dtype: 'int32', shape: [shardSize] });
      const { width } = traitsOf(set);
      const traits = input('traits', { dtype: 'float32', shape: [shardSize, width] });
      const identityWeight = input('identityWeight', { dtype: 'float32', shape: [] });
      const embeddings = l2Normalize(recipe.embed(scope.at('model'), images));
      const centres = scope.tensor('centres', [set.people, recipe.embeddingSize], normal(0.1));
      const { loss: identity, cosine } = arcFace(embeddings, centres, labels, { margin, scale });
      // A unit vector of that width has entries of about 1 / sqrt(width): too small for a linear layer to begin with.
      const scaled = mul(embeddings, scalar(Math.sqrt(recipe.embeddingSize)));
      const missed = meanSquaredError(linear(scope.at('traits'), { out: width }, scaled), traits);
      const loss = add(mul(identity, identityWeight), mul(missed, scalar(traitWeight)));
      return { loss, metrics: { identity, cosine, traits: missed }, parameters };
    },
    openData({ set, seed, traitsFirst }, { cacheFolder }) {
      const faces = openAlignedFaces(set, crop, cacheFolder);
      const vectors = traitsOf(set);
      return Promise.resolve({
        next(step, shard, _shards, shardSize) {
          const random = seededRandom(`${seed}/${step}/${shard}`, name);
          const images = float32(imageShape(shardSize));
          const traits = float32([shardSize, vectors.width]);
          const stride = images.data.length / shardSize;
          const labels = Int32Array.from({ length: shardSize }, (_, i) => {
            const plan = faces.read(unmixed(set, random), random, images.data, i * stride);
            traits.data.set(vectors.of(plan.identity), i * vectors.width);
            return plan.person;
          });
          return {
            images,
            traits,
            labels: tensor('int32', [shardSize], labels),
            identityWeight: tensor('float32', [], new Float32Array([rampAt(step, traitsFirst)])),
          };
        },
      });
    },
    published: recipe.published,
    export(_config, parameters) {
      recipe.save(below('model.', parameters));
      return Promise.resolve();
    },
  };
}

const rampAt = (step: number, first: number): number => Math.min(1, Math.max(0, (step - first) / first));

/** Measured on a part of the set's people, which is enough for means and deviations. */
function traitsOf({ name, people }: PortraitSet): IdentityVectors {
  const { first, count } = peopleOf({ name, people: Math.min(people, 500) });
  return identityVectors(Array.from({ length: count }, (_, i) => first + i));
}

/** A picture of one person, not a blend of two. */
function unmixed(set: PortraitSet, random: Random): number {
  for (;;) {
    const index = random.below(countOf(set));
    if (planPortrait(set, index).mixedWith === undefined) return index;
  }
}
