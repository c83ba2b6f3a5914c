/** @file Recipe: the autoencoder of the toon bundle, on drawn celebrities. */
import { join } from 'node:path';
import { createParameters } from '../../checkpoint/parameter-scope.ts';
import { scalar } from '../../graph/functional.ts';
import { input } from '../../graph/graph.ts';
import { add, exp, mul, sub } from '../../graph/ops/index.ts';
import { VAE } from '../../models/kinds.ts';
import { toonVae } from '../../models/presets/toon.ts';
import { vaeDecode, vaeEncode } from '../../models/vae.ts';
import { downscaleOf } from '../../models/vae-config.ts';
import { seededRandom } from '../../tensor/random.ts';
import { float32 } from '../../tensor/tensor.ts';
import {
  countOf,
  openPortraits,
  PORTRAIT_BYTES,
  PORTRAIT_SIZE,
  planPortrait,
  preparePortraits,
  type PortraitSet,
} from '../datasets/portraits.ts';
import { toPlanes } from '../datasets/planes.ts';
import { weighFace } from '../datasets/weigh-face.ts';
import { absoluteError, edgeError, klDivergence } from '../losses/reconstruction.ts';
import { landmarksOf } from '../../toon/landmarks.ts';
import { PLAN, type Planned, type Recipe } from '../recipe.ts';
import { publishedWeights, saveWeights, TOON_BUNDLE } from './weights.ts';
import { latentScale } from './latent-scale.ts';

interface Config {
  readonly set: PortraitSet;
  readonly edgeWeight: number;
  /** What an error on the face costs beside one elsewhere: identity lives there. */
  readonly faceWeight: number;
  readonly klWeight: number;
}

const base = {
  ...PLAN,
  edgeWeight: 1,
  faceWeight: 3,
  klWeight: 1e-4,
  learningRate: 1.5e-3,
  batch: 8,
  emaDecay: 0.998,
};
const famous = (people: number, perPerson: number): PortraitSet => ({
  name: 'celebrities',
  people,
  perPerson,
});

/** Eight channels: irises, brows and mouths on dark skin blur with four. */
const model = toonVae(8);
const latentSize = PORTRAIT_SIZE / downscaleOf(model);

const AREA = PORTRAIT_SIZE * PORTRAIT_SIZE;

export const recipe: Recipe<Config> = {
  name: 'vae',
  presets: {
    smoke: { ...base, set: famous(100, 4), steps: 60 },
    v0: { ...base, set: famous(3000, 16), steps: 6000 },
    v1: { ...base, set: famous(4000, 30), steps: 30000 },
  },
  prepare: ({ set }, { cacheFolder, onProgress }) =>
    preparePortraits(set, cacheFolder, (done, total) => {
      onProgress(done, total, 'drawing celebrities');
    }),
  build({ edgeWeight, klWeight }, shardSize) {
    const { scope, parameters } = createParameters();
    const latentShape = [shardSize, model.latent_channels, latentSize, latentSize];
    const image = input('image', { dtype: 'float32', shape: [shardSize, 3, PORTRAIT_SIZE, PORTRAIT_SIZE] });
    const noise = input('noise', { dtype: 'float32', shape: latentShape });
    const distribution = vaeEncode(scope, model, image);
    const deviation = exp(mul(distribution.logVariance, scalar(0.5)));
    const latents = add(distribution.mean, mul(deviation, noise));
    const weight = input('weight', { dtype: 'float32', shape: [shardSize, 1, PORTRAIT_SIZE, PORTRAIT_SIZE] });
    const error = mul(sub(vaeDecode(scope, model, latents), image), weight);
    const absolute = absoluteError(error);
    const edges = edgeError(error);
    const kl = klDivergence(distribution);
    const loss = add(absolute, add(mul(edges, scalar(edgeWeight)), mul(kl, scalar(klWeight))));
    return { loss, metrics: { absolute, edges, kl }, parameters };
  },
  openData({ set, seed, faceWeight }: Planned<Config>, { cacheFolder }) {
    const portraits = openPortraits(set, cacheFolder);
    const pixels = new Uint8Array(PORTRAIT_BYTES);
    return Promise.resolve({
      next(step, shard, _shards, shardSize) {
        const random = seededRandom(`${seed}/${step}/${shard}`, 'vae');
        const image = float32([shardSize, 3, PORTRAIT_SIZE, PORTRAIT_SIZE]);
        const weight = float32([shardSize, 1, PORTRAIT_SIZE, PORTRAIT_SIZE]);
        const noise = float32([shardSize, model.latent_channels, latentSize, latentSize]);
        for (let i = 0; i < shardSize; i++) {
          const index = random.below(countOf(set));
          portraits.read(index, pixels);
          toPlanes(pixels, image.data, i * PORTRAIT_BYTES);
          const { box } = landmarksOf(planPortrait(set, index), PORTRAIT_SIZE);
          weighFace(weight.data.subarray(i * AREA, (i + 1) * AREA), pixels, box, faceWeight);
        }
        random.fillNormal(noise.data);
        return { image, noise, weight };
      },
    });
  },
  published: () => publishedWeights(join(TOON_BUNDLE, 'vae'), VAE, ''),
  async export({ set }, parameters, { cacheFolder }) {
    const config = { ...model, scaling_factor: await latentScale(model, parameters, set, cacheFolder) };
    saveWeights(join(TOON_BUNDLE, 'vae'), VAE, config, parameters);
  },
};
