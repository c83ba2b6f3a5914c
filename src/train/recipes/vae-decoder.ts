/**
 * @file Recipe: the autoencoder's decoder alone, once more, with the encoder and so all latents as they are. A frozen face ViT
 * looks at the aligned faces of its pictures: what tells people apart costs little as pixels.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openModel } from '../../checkpoint/model-folder.ts';
import { createParameters } from '../../checkpoint/parameter-scope.ts';
import { mean, scalar } from '../../graph/functional.ts';
import { input, type Value } from '../../graph/graph.ts';
import { add, div, mul, sub } from '../../graph/ops/index.ts';
import { VAE, VIT } from '../../models/kinds.ts';
import { vaeDecode } from '../../models/vae.ts';
import { parseVaeConfig, type VaeConfig } from '../../models/vae-config.ts';
import { vit, type VitConfig } from '../../models/vit.ts';
import { seededRandom } from '../../tensor/random.ts';
import { float32, tensor } from '../../tensor/tensor.ts';
import { landmarksOf } from '../../toon/landmarks.ts';
import { backboneOf } from '../backbone.ts';
import { alignedFaces, alignmentTapsInto, type Taps, TAPS } from '../datasets/alignment-taps.ts';
import { latentShapeOf, openLatents, prepareDrawnLatents } from '../datasets/latents.ts';
import { toPlanes } from '../datasets/planes.ts';
import {
  countOf,
  openPortraits,
  planPortrait,
  PORTRAIT_BYTES,
  PORTRAIT_SIZE,
  type PortraitSet,
} from '../datasets/portraits.ts';
import { weighFace } from '../datasets/weigh-face.ts';
import { absoluteError, edgeError } from '../losses/reconstruction.ts';
import { PLAN, type Planned, type Recipe, type TrainedParameters } from '../recipe.ts';
import { publishedWeights, saveWeights, TOON_BUNDLE } from './weights.ts';

interface Config {
  readonly set: PortraitSet;
  readonly edgeWeight: number;
  readonly faceWeight: number;
  /** Of the ViT's features, each layer's squared error as a part of its mean square. */
  readonly likenessWeight: number;
  /** Deviation of the noise on the latents, which are about as long as a standard normal: a sample is never quite right either. */
  readonly latentNoise: number;
}

const VAE_FOLDER = join(TOON_BUNDLE, 'vae');
const base = {
  ...PLAN,
  edgeWeight: 1,
  faceWeight: 3,
  likenessWeight: 0.3,
  latentNoise: 0.05,
  learningRate: 5e-4,
  batch: 8,
  emaDecay: 0.998,
};
const posed = (people: number, perPerson: number): PortraitSet => ({ name: 'posed', people, perPerson });

const publishedDecoder = (): TrainedParameters =>
  new Map(
    [...publishedWeights(VAE_FOLDER, VAE, '')].filter(([key]) => /^(decoder|post_quant_conv)\./.test(key)),
  );
const configOf = (): VaeConfig =>
  parseVaeConfig(JSON.parse(readFileSync(join(VAE_FOLDER, 'config.json'), 'utf8')));

export const recipe: Recipe<Config> = {
  name: 'vae-decoder',
  presets: {
    smoke: { ...base, set: posed(100, 4), steps: 60 },
    v0: { ...base, set: posed(3000, 12), steps: 2000 },
    v1: { ...base, set: posed(4000, 30), steps: 10000 },
  },
  prepare: ({ set }, { cacheFolder, onProgress }) =>
    prepareDrawnLatents({ set, vaeFolder: VAE_FOLDER, cacheFolder }, 'celebrities', onProgress),
  build({ edgeWeight, likenessWeight }, shardSize) {
    const { scope, parameters } = createParameters();
    const config = configOf();
    const side = PORTRAIT_SIZE;
    const image = input('image', { dtype: 'float32', shape: [shardSize, 3, side, side] });
    const weight = input('weight', { dtype: 'float32', shape: [shardSize, 1, side, side] });
    const latents = input('latents', { dtype: 'float32', shape: [shardSize, ...latentShapeOf(VAE_FOLDER)] });
    const decoded = vaeDecode(scope, config, mul(latents, scalar(1 / config.scaling_factor)));
    const error = mul(sub(decoded, image), weight);
    const absolute = absoluteError(error);
    const edges = edgeError(error);
    const backbone = backboneOf(TOON_BUNDLE, 'vit');
    const { scope: frozen } = openModel(backbone.folder, VIT, { kernels: 'differentiable' });
    const taps = tapsOf(shardSize, backbone.config);
    const eye = (picture: Value): readonly Value[] => {
      const { cls, final } = vit(
        frozen,
        backbone.config,
        alignedFaces(picture, taps, backbone.config.image_size),
      );
      return [...cls, final];
    };
    const seen = eye(decoded);
    const likeness = eye(image)
      .map((truth, i) => unlikeness(seen[i] ?? truth, truth))
      .reduce(add);
    const loss = add(absolute, add(mul(edges, scalar(edgeWeight)), mul(likeness, scalar(likenessWeight))));
    return { loss, metrics: { absolute, edges, likeness }, parameters };
  },
  openData({ set, seed, faceWeight, latentNoise }: Planned<Config>, { cacheFolder }) {
    const portraits = openPortraits(set, cacheFolder);
    const latentFile = openLatents({ set, vaeFolder: VAE_FOLDER, cacheFolder });
    const latentShape = latentShapeOf(VAE_FOLDER);
    const stride = latentShape.reduce((product, n) => product * n, 1);
    const { config, zoom = 1 } = backboneOf(TOON_BUNDLE, 'vit');
    const crop = { size: config.image_size, zoom, side: PORTRAIT_SIZE };
    const tapCount = TAPS * crop.size ** 2;
    const area = PORTRAIT_SIZE ** 2;
    const pixels = new Uint8Array(PORTRAIT_BYTES);
    return Promise.resolve({
      next(step, shard, _shards, shardSize) {
        const random = seededRandom(`${seed}/${step}/${shard}`, 'vae-decoder');
        const image = float32([shardSize, 3, PORTRAIT_SIZE, PORTRAIT_SIZE]);
        const weight = float32([shardSize, 1, PORTRAIT_SIZE, PORTRAIT_SIZE]);
        const latents = float32([shardSize, ...latentShape]);
        const places = new Int32Array(shardSize * tapCount);
        const shares = float32([shardSize * tapCount, 1]);
        random.fillNormal(latents.data);
        for (let i = 0; i < shardSize; i++) {
          const index = random.below(countOf(set));
          portraits.read(index, pixels);
          toPlanes(pixels, image.data, i * PORTRAIT_BYTES);
          const { box, points } = landmarksOf(planPortrait(set, index), PORTRAIT_SIZE);
          weighFace(weight.data.subarray(i * area, (i + 1) * area), pixels, box, faceWeight);
          const clean = new Float32Array(stride);
          latentFile.read(index, new Uint8Array(clean.buffer));
          const noisy = latents.data.subarray(i * stride, (i + 1) * stride);
          for (let n = 0; n < stride; n++)
            noisy[n] = (clean[n] as number) + latentNoise * (noisy[n] as number);
          alignmentTapsInto({ places, shares: shares.data, offset: i * tapCount }, points, crop, i * area);
        }
        return { image, weight, latents, places: tensor('int32', [places.length], places), shares };
      },
    });
  },
  published: publishedDecoder,
  // Always what the bundle has: another decoder would need other latents.
  initial: () => Promise.resolve(new Map([...publishedDecoder()].map(([key, { data }]) => [key, data]))),
  export(_config, parameters) {
    const whole = new Map([...publishedWeights(VAE_FOLDER, VAE, ''), ...parameters]);
    saveWeights(VAE_FOLDER, VAE, configOf(), whole);
    return Promise.resolve();
  },
};

function tapsOf(count: number, { image_size: size }: VitConfig): Taps {
  const taps = count * TAPS * size ** 2;
  return {
    places: input('places', { dtype: 'int32', shape: [taps] }),
    shares: input('shares', { dtype: 'float32', shape: [taps, 1] }),
  };
}

function unlikeness(seen: Value, truth: Value): Value {
  const error = sub(seen, truth);
  return div(mean(mul(error, error)), mean(mul(truth, truth)));
}
