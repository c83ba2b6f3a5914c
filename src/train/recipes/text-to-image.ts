/** @file Recipe: the UNet and the text encoder of the toon bundle, together, on captions that name invented celebrities. */
import { join } from 'node:path';
import { createParameters } from '../../checkpoint/parameter-scope.ts';
import type { NoiseScheduleConfig } from '../../diffusion/noise-schedule.ts';
import { mean } from '../../graph/functional.ts';
import { input } from '../../graph/graph.ts';
import { add, mul, sub } from '../../graph/ops/index.ts';
import { clipTextFromEmbeddings, TOKEN_EMBEDDING_KEY, tokenEmbeddings } from '../../models/clip-text.ts';
import { writeBundle } from '../../pipeline/write-bundle.ts';
import { TEXT_ENCODER, UNET } from '../../models/kinds.ts';
import { toonTextEncoder, toonUNet } from '../../models/presets/toon.ts';
import { unet2dCondition } from '../../models/unet.ts';
import { seededRandom } from '../../tensor/random.ts';
import { float32, tensor } from '../../tensor/tensor.ts';
import { landmarksOf } from '../../toon/landmarks.ts';
import { writeTokenizer } from '../../tokenizer/tokenizer-files.ts';
import { sampleCaption } from '../datasets/captions.ts';
import { namedTokenEmbeddings } from '../datasets/name-embeddings.ts';
import { latentShapeOf, openLatents, prepareDrawnLatents } from '../datasets/latents.ts';
import { type CellWeights, weighFaceCells } from '../datasets/face-cells.ts';
import { countOf, planPortrait, PORTRAIT_SIZE, type PortraitSet } from '../datasets/portraits.ts';
import { toonTokenizer } from '../datasets/toon-tokenizer.ts';
import { addNoise, type NoiseLevels } from '../noising.ts';
import { PLAN, type Planned, type Recipe } from '../recipe.ts';
import { previewFactors } from './preview-factors.ts';
import { below, publishedWeights, saveWeights, TOON_BUNDLE } from './weights.ts';

interface Config {
  readonly set: PortraitSet;
  readonly weights: CellWeights;
}

/** Stable Diffusion's schedule, with the velocity as target: a small model learns it in fewer steps. */
export const SCHEDULE: NoiseScheduleConfig = {
  num_train_timesteps: 1000,
  beta_schedule: 'scaled_linear',
  beta_start: 0.00085,
  beta_end: 0.012,
};

/**
 * Half of the schedule's timesteps leave 16 x 16 latents hardly a trace: it was made for 64 x 64, whose neighbours say the
 * same (Hoogeboom et al. 2023). Most samples go where faces take shape, as Karras et al. (2022) do.
 */
const LEVELS: NoiseLevels = { center: 0, scale: 1.2 };

const VAE_FOLDER = join(TOON_BUNDLE, 'vae');
const base = {
  ...PLAN,
  learningRate: 6e-4,
  warmupSteps: 300,
  batch: 32,
  emaDecay: 0.9995,
  weights: { face: 5, features: 12 },
};
const posed = (people: number, perPerson: number): PortraitSet => ({
  name: 'posed',
  people,
  perPerson,
});

export const recipe: Recipe<Config> = {
  name: 'text-to-image',
  presets: {
    smoke: { ...base, set: posed(100, 4), steps: 60 },
    v0: { ...base, set: posed(3000, 12), steps: 15000 },
    v1: { ...base, set: posed(4000, 30), steps: 60000 },
  },
  prepare: ({ set }, { cacheFolder, onProgress }) =>
    prepareDrawnLatents({ set, vaeFolder: VAE_FOLDER, cacheFolder }, 'celebrities', onProgress),
  build({ set }, shardSize) {
    const { scope, parameters } = createParameters();
    const [channels, height, width] = latentShapeOf(VAE_FOLDER);
    const tokenizer = toonTokenizer(set.people);
    const text = toonTextEncoder(tokenizer.vocabulary.size);
    const ids = input('ids', { dtype: 'int32', shape: [shardSize, tokenizer.maxLength] });
    const otherIds = input('otherIds', { dtype: 'int32', shape: [shardSize, tokenizer.maxLength] });
    const mixture = input('mixture', { dtype: 'float32', shape: [shardSize, 1, 1] });
    const latentType = { dtype: 'float32', shape: [shardSize, channels, height, width] } as const;
    const sample = input('sample', latentType);
    const velocity = input('velocity', latentType);
    const timestep = input('timestep', { dtype: 'float32', shape: [shardSize] });
    const weight = input('weight', { dtype: 'float32', shape: [shardSize, 1, height, width] });

    const textScope = scope.at('text_encoder');
    const own = tokenEmbeddings(textScope, text, ids);
    const other = tokenEmbeddings(textScope, text, otherIds);
    const words = add(own, mul(mixture, sub(other, own)));
    const encoderHiddenStates = clipTextFromEmbeddings(textScope, text, words);
    const predicted = unet2dCondition(scope.at('unet'), toonUNet(channels), {
      sample,
      timestep,
      encoderHiddenStates,
    });
    const error = sub(predicted, velocity);
    return { loss: mean(mul(mul(error, error), weight)), metrics: {}, parameters };
  },
  openData({ set, seed, weights }: Planned<Config>, { cacheFolder }) {
    const latents = openLatents({ set, vaeFolder: VAE_FOLDER, cacheFolder });
    const latentShape = latentShapeOf(VAE_FOLDER);
    const stride = latentShape.reduce((product, n) => product * n, 1);
    const [, ...area] = latentShape;
    const cells = area.reduce((product, n) => product * n, 1);
    const tokenizer = toonTokenizer(set.people);
    return Promise.resolve({
      next(step, shard, shards, shardSize) {
        const random = seededRandom(`${seed}/${step}/${shard}`, 'text-to-image');
        const mixture = float32([shardSize, 1, 1]);
        const weight = float32([shardSize, 1, ...area]);
        const ids = new Int32Array(shardSize * tokenizer.maxLength);
        const otherIds = new Int32Array(shardSize * tokenizer.maxLength);
        const clean = Array.from({ length: shardSize }, (_, i) => {
          const index = random.below(countOf(set));
          const plan = planPortrait(set, index);
          const written = sampleCaption(tokenizer, plan, random);
          const landmarks = landmarksOf(plan, PORTRAIT_SIZE);
          weighFaceCells(weight.data.subarray(i * cells, (i + 1) * cells), landmarks, area, weights);
          ids.set(written.ids, i * tokenizer.maxLength);
          otherIds.set(written.otherIds, i * tokenizer.maxLength);
          mixture.data[i] = written.weight;
          const picture = new Float32Array(stride);
          latents.read(index, new Uint8Array(picture.buffer));
          return picture;
        });
        const tokens = [shardSize, tokenizer.maxLength];
        return {
          ids: tensor('int32', tokens, ids),
          otherIds: tensor('int32', tokens, otherIds),
          mixture,
          weight,
          ...addNoise(clean, { schedule: SCHEDULE, latentShape, shard, shards, random, levels: LEVELS }),
        };
      },
    });
  },
  initial({ set, seed }) {
    const key = `text_encoder.${TOKEN_EMBEDDING_KEY}`;
    return Promise.resolve(
      new Map([[key, namedTokenEmbeddings(toonTokenizer(set.people), set.people, seed)]]),
    );
  },
  published: () =>
    new Map([
      ...publishedWeights(join(TOON_BUNDLE, 'unet'), UNET, 'unet.'),
      ...publishedWeights(join(TOON_BUNDLE, 'text_encoder'), TEXT_ENCODER, 'text_encoder.'),
    ]),
  async export({ set }, parameters, { cacheFolder }) {
    const [channels] = latentShapeOf(VAE_FOLDER);
    const tokenizer = toonTokenizer(set.people);
    const text = toonTextEncoder(tokenizer.vocabulary.size);
    saveWeights(join(TOON_BUNDLE, 'unet'), UNET, toonUNet(channels), below('unet.', parameters));
    saveWeights(join(TOON_BUNDLE, 'text_encoder'), TEXT_ENCODER, text, below('text_encoder.', parameters));
    writeBundle(TOON_BUNDLE, {
      scheduler: {
        _class_name: 'DDIMScheduler',
        ...SCHEDULE,
        prediction_type: 'v_prediction',
        clip_sample: false,
        set_alpha_to_one: false,
        steps_offset: 1,
        timestep_spacing: 'leading',
      },
      settings: {
        name: 'toon',
        faces: 'drawn',
        // Found by bench/quality-speed.ts (docs/performance.md).
        ...{ sampler: 'dpm++2m', steps: 12, guidance_scale: 3, guidance_interval: [200, 1000] },
        fast: { sampler: 'dpm++2m', steps: 6 },
        preview_factors: previewFactors({ set, vaeFolder: VAE_FOLDER, cacheFolder }),
      },
    });
    await writeTokenizer(join(TOON_BUNDLE, 'tokenizer'), tokenizer);
  },
};
