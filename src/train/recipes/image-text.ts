/** @file Recipes: contrastive image-text models, the judge of prompts and, apart from it, the one that cleans the self-augmented set. */
import { join } from 'node:path';
import { createParameters } from '../../checkpoint/parameter-scope.ts';
import { input } from '../../graph/graph.ts';
import { imageEmbedding, type ImageTextConfig, logitScale, textEmbedding } from '../../models/image-text.ts';
import { IMAGE_TEXT } from '../../models/kinds.ts';
import { toonImageText, toonPromptJudge } from '../../models/presets/toon.ts';
import { seededRandom } from '../../tensor/random.ts';
import { float32, tensor } from '../../tensor/tensor.ts';
import { encodePrompt } from '../../tokenizer/encode-prompt.ts';
import { writeTokenizer } from '../../tokenizer/tokenizer-files.ts';
import { caption } from '../../toon/caption.ts';
import { wear } from '../datasets/aligned-faces.ts';
import { halvedPlanes } from '../datasets/planes.ts';
import {
  countOf,
  openPortraits,
  planPortrait,
  PORTRAIT_BYTES,
  PORTRAIT_SIZE,
  preparePortraits,
  type PortraitSet,
} from '../datasets/portraits.ts';
import { toonTokenizer } from '../datasets/toon-tokenizer.ts';
import { contrastiveLoss } from '../losses/contrastive.ts';
import { PLAN, type Planned, type Recipe } from '../recipe.ts';
import { JUDGES, saveWeights, TOON_BUNDLE } from './weights.ts';

interface Config {
  readonly set: PortraitSet;
}

/** Nobody's name: captions say what is to be seen. */
const tokenizer = toonTokenizer(0);
const SIZE = PORTRAIT_SIZE / 2;
const base = { ...PLAN, learningRate: 1e-3, batch: 128, weightDecay: 0.05, warmupSteps: 200 };

/** Half of the captions describe the face; the other half leave it to the context. */
const DESCRIBED_ODDS = 0.5;

function recipeFor(name: string, model: ImageTextConfig, full: PortraitSet, folder: string): Recipe<Config> {
  return {
    name,
    presets: {
      smoke: { ...base, set: { ...full, people: 200, perPerson: 8 }, steps: 60 },
      v0: { ...base, set: full, steps: 2500 },
      v1: { ...base, set: { ...full, people: 4000, perPerson: 20 }, steps: 12000 },
    },
    prepare: ({ set }, { cacheFolder, onProgress }) =>
      preparePortraits(set, cacheFolder, (done, total) => {
        onProgress(done, total, 'drawing people');
      }),
    build(_config, shardSize) {
      const { scope, parameters } = createParameters();
      const image = input('image', { dtype: 'float32', shape: [shardSize, 3, SIZE, SIZE] });
      const inputIds = input('ids', { dtype: 'int32', shape: [shardSize, tokenizer.maxLength] });
      const endOfText = input('end', { dtype: 'float32', shape: [shardSize, tokenizer.maxLength] });
      const images = imageEmbedding(scope, model, image);
      const captions = textEmbedding(scope, model, { inputIds, endOfText });
      return { loss: contrastiveLoss(images, captions, logitScale(scope)), metrics: {}, parameters };
    },
    openData({ set, seed }: Planned<Config>, { cacheFolder }) {
      const portraits = openPortraits(set, cacheFolder);
      const pixels = new Uint8Array(PORTRAIT_BYTES);
      return Promise.resolve({
        next(step, shard, _shards, shardSize) {
          const random = seededRandom(`${seed}/${step}/${shard}`, name);
          const image = float32([shardSize, 3, SIZE, SIZE]);
          const end = float32([shardSize, tokenizer.maxLength]);
          const ids = new Int32Array(shardSize * tokenizer.maxLength);
          const stride = 3 * SIZE * SIZE;
          for (let i = 0; i < shardSize; i++) {
            const index = random.below(countOf(set));
            portraits.read(index, pixels);
            halvedPlanes(pixels, PORTRAIT_SIZE, image.data, i * stride);
            wear(image.data.subarray(i * stride, (i + 1) * stride), SIZE, random);
            const who = random.chance(DESCRIBED_ODDS) ? undefined : 'a person';
            const prompt = encodePrompt(tokenizer, caption(planPortrait(set, index), random, who));
            ids.set(prompt.ids, i * tokenizer.maxLength);
            end.data[i * tokenizer.maxLength + prompt.end] = 1;
          }
          return { image, end, ids: tensor('int32', [shardSize, tokenizer.maxLength], ids) };
        },
      });
    },
    async export(_config, parameters) {
      saveWeights(folder, IMAGE_TEXT, model, parameters);
      await writeTokenizer(folder, tokenizer);
    },
  };
}

export const imageText = recipeFor(
  'image-text',
  toonImageText(tokenizer.vocabulary.size),
  { name: 'celebrities', people: 3000, perPerson: 16 },
  join(TOON_BUNDLE, 'image_text'),
);
export const judgeImageText = recipeFor(
  'judge-image-text',
  toonPromptJudge(tokenizer.vocabulary.size),
  { name: 'judge', people: 1500, perPerson: 14 },
  join(JUDGES, 'prompt'),
);
