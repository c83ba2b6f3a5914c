/** @file Recipe: pseudo words without an encoder, k free vectors for each of a few strangers: gate 3's ceiling for M². */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createParameters } from '../../checkpoint/parameter-scope.ts';
import { normal } from '../../checkpoint/scope.ts';
import { writeSafetensors } from '../../checkpoint/write-safetensors.ts';
import { input } from '../../graph/graph.ts';
import { matMul, reshape } from '../../graph/ops/index.ts';
import { seededRandom } from '../../tensor/random.ts';
import { float32 } from '../../tensor/tensor.ts';
import { encodePrompt } from '../../tokenizer/encode-prompt.ts';
import { caption } from '../../toon/caption.ts';
import { bundleFeeds, bundleLoss, openLossNetworks } from '../bundle-loss.ts';
import { latentShapeOf, openLatents, prepareDrawnLatents } from '../datasets/latents.ts';
import { countOf, planPortrait, type PortraitSet } from '../datasets/portraits.ts';
import { toonTokenizer } from '../datasets/toon-tokenizer.ts';
import { PLAN, type Planned, type Recipe } from '../recipe.ts';
import { nameTargets } from './id-encoder-warm-start.ts';
import { SCHEDULE } from './text-to-image.ts';
import { TOON_BUNDLE } from './weights.ts';

interface Config {
  readonly set: PortraitSet;
  /** k: vectors for each person. */
  readonly words: number;
  /** How many the text-to-image model knows by name; its tokenizer follows from that. */
  readonly celebrities: number;
}

const VAE_FOLDER = join(TOON_BUNDLE, 'vae');
const WIDTH = 192;
const base = { ...PLAN, words: 2, celebrities: 3000, learningRate: 5e-3, weightDecay: 0, batch: 32 };
const strangers = (people: number, perPerson: number): PortraitSet => ({
  name: 'strangers',
  people,
  perPerson,
});

/** Below weights/, not in the bundle: nobody but the gate reads it. */
export const FREE_WORDS = join('weights', 'wip', 'free-words.safetensors');

export const recipe: Recipe<Config> = {
  name: 'free-words',
  presets: {
    smoke: { ...base, set: strangers(2, 8), steps: 20 },
    v0: { ...base, set: strangers(20, 64), steps: 600 },
    v1: { ...base, set: strangers(20, 64), steps: 2000 },
  },
  prepare: ({ set }, { cacheFolder, onProgress }) =>
    prepareDrawnLatents({ set, vaeFolder: VAE_FOLDER, cacheFolder }, 'strangers', onProgress),
  build({ set, words }, shardSize) {
    const { scope, parameters } = createParameters();
    const people = input('people', { dtype: 'float32', shape: [shardSize, set.people] });
    const table = scope.tensor('words', [set.people, words * WIDTH], normal(0.01));
    const chosen = reshape(matMul(people, table), [shardSize, words, WIDTH]);
    const networks = openLossNetworks(TOON_BUNDLE);
    const tokens = networks.text.config.max_position_embeddings;
    const loss = bundleLoss(networks, chosen, tokens, latentShapeOf(VAE_FOLDER));
    return { loss, metrics: {}, parameters, optimization: 'all' };
  },
  initial({ set, words, celebrities }) {
    const targets = nameTargets(celebrities, WIDTH);
    const mean = new Float32Array(2 * WIDTH);
    targets.forEach((value, i) => {
      mean[i % mean.length] = (mean[i % mean.length] ?? 0) + value / celebrities;
    });
    const start = Float32Array.from(
      { length: set.people * words * WIDTH },
      (_, i) => mean[Math.min(1, Math.floor(i / WIDTH) % words) * WIDTH + (i % WIDTH)] ?? 0,
    );
    return Promise.resolve(new Map([['words', start]]));
  },
  openData({ set, words, celebrities, seed }: Planned<Config>, { cacheFolder }) {
    const latents = openLatents({ set, vaeFolder: VAE_FOLDER, cacheFolder });
    const latentShape = latentShapeOf(VAE_FOLDER);
    const stride = latentShape.reduce((product, n) => product * n, 1);
    const tokenizer = toonTokenizer(celebrities);
    return Promise.resolve({
      next(step, shard, shards, shardSize) {
        const random = seededRandom(`${seed}/${step}/${shard}`, 'free-words');
        const people = float32([shardSize, set.people]);
        const samples = Array.from({ length: shardSize }, (_, i) => {
          const index = random.below(countOf(set));
          const plan = planPortrait(set, index);
          const clean = new Float32Array(stride);
          latents.read(index, new Uint8Array(clean.buffer));
          people.data[i * set.people + plan.person] = 1;
          return { clean, prompt: encodePrompt(tokenizer, caption(plan, random, 'S*'), { 'S*': words }) };
        });
        const noising = { schedule: SCHEDULE, latentShape, shard, shards, random };
        return { people, ...bundleFeeds(samples, words, noising, 'v_prediction') };
      },
    });
  },
  export(_config, parameters) {
    mkdirSync(join('weights', 'wip'), { recursive: true });
    writeSafetensors(FREE_WORDS, parameters);
    return Promise.resolve();
  },
};
