/** @file Recipe: the M² ID encoder through the frozen text-to-image model (DreamIdentity, eq. 5), from its warm start. */
import { join } from 'node:path';
import { createParameters } from '../../checkpoint/parameter-scope.ts';
import { openSafetensors, readTensor } from '../../checkpoint/safetensors.ts';
import { scalar } from '../../graph/functional.ts';
import { input, type Value } from '../../graph/graph.ts';
import { add, mul, reduceMean, reduceSum, sqrt } from '../../graph/ops/index.ts';
import { idEncoder } from '../../models/id-encoder.ts';
import { ID_ENCODER } from '../../models/kinds.ts';
import { seededRandom } from '../../tensor/random.ts';
import { float32 } from '../../tensor/tensor.ts';
import { encodePrompt } from '../../tokenizer/encode-prompt.ts';
import { prepareFeatures } from '../datasets/face-features.ts';
import { type IdentitySamples, openReconstructions, openTriplets } from '../datasets/identity-samples.ts';
import { latentShapeOf, prepareLatents } from '../datasets/latents.ts';
import { preparePortraits, type PortraitSet } from '../datasets/portraits.ts';
import { toonTokenizer } from '../datasets/toon-tokenizer.ts';
import { prepareTriplets } from '../datasets/triplets.ts';
import { pseudoWordFeeds, pseudoWordLoss, readFrozenModel } from '../pseudo-words.ts';
import { PLAN, type Planned, type Recipe } from '../recipe.ts';
import { configOf, ENCODER_FOLDER, type EncoderShape, VIT_FOLDER } from './id-encoder-warm-start.ts';
import { SCHEDULE } from './text-to-image.ts';
import { saveWeights, TOON_BUNDLE } from './weights.ts';

/** The rows of the paper's table 5. */
type TrainingSet = 'reconstruction' | 'self-augmented' | 'both';

interface Config extends EncoderShape {
  readonly data: TrainingSet;
  /** People without a name, one picture each: the prompt says "S* face", the target is the picture that was encoded. */
  readonly set: PortraitSet;
  /** Where the encoder goes, and where its warm start stands. */
  readonly out: string;
  /** What `augment` wrote: <face, editing prompt, edited picture>. */
  readonly triplets: string;
  /** How many the text-to-image model knows by name; its tokenizer follows from that. */
  readonly celebrities: number;
  /** lambda of eq. 5, on the sum of the words' lengths. */
  readonly lengthWeight: number;
}

const VAE_FOLDER = join(TOON_BUNDLE, 'vae');
const base = {
  ...PLAN,
  data: 'both',
  words: 2,
  scales: 'multi',
  out: ENCODER_FOLDER,
  triplets: join('weights', 'wip', 'triplets'),
  celebrities: 3000,
  lengthWeight: 1e-4,
  learningRate: 3e-4,
  batch: 32,
} as const;
const unnamed = (people: number): PortraitSet => ({ name: 'faces', people, perPerson: 1 });

export const recipe: Recipe<Config> = {
  name: 'id-encoder',
  presets: {
    smoke: { ...base, data: 'reconstruction', set: unnamed(200), steps: 20 },
    v0: { ...base, set: unnamed(12_000), steps: 2500 },
    v1: { ...base, set: unnamed(40_000), steps: 12_000 },
  },
  async prepare(config, { cacheFolder, onProgress }) {
    const { data, set, triplets } = config;
    const folders = { vitFolder: VIT_FOLDER, vaeFolder: VAE_FOLDER, cacheFolder };
    const told = (label: string) => (done: number, total: number) => {
      onProgress(done, total, label);
    };
    if (data !== 'self-augmented') {
      await preparePortraits(set, cacheFolder, told('drawing faces'));
      await prepareLatents({ set, ...folders }, told('encoding pictures'));
      await prepareFeatures({ set, ...folders }, told('reading faces'));
    }
    if (data !== 'reconstruction') {
      await prepareTriplets({ folder: triplets, ...folders }, told('reading triplets'));
    }
  },
  build({ lengthWeight, ...shape }, shardSize) {
    const config = configOf(shape);
    const { scope, parameters } = createParameters();
    const size = config.feature_sizes.reduce((sum, n) => sum + n, 0);
    const features = input('features', { dtype: 'float32', shape: [shardSize, size] });
    const words = idEncoder(scope, config, features);
    const frozen = readFrozenModel(TOON_BUNDLE);
    const diffusion = pseudoWordLoss(frozen, words, latentShapeOf(VAE_FOLDER));
    const lengths = lengthsOf(words);
    const loss = add(diffusion, mul(lengths, scalar(lengthWeight)));
    return { loss, metrics: { diffusion, lengths }, parameters, optimization: 'all' };
  },
  /** From the encoder that stands in `out`: the warm start's, or an earlier one of this recipe. */
  initial({ out }) {
    const file = openSafetensors(join(out, ID_ENCODER.file));
    return Promise.resolve(new Map([...file.entries.keys()].map((key) => [key, readTensor(file, key).data])));
  },
  openData(config: Planned<Config>, { cacheFolder }) {
    const { seed, celebrities, words } = config;
    const sources = openSources(config, cacheFolder);
    const latentShape = latentShapeOf(VAE_FOLDER);
    const tokenizer = toonTokenizer(celebrities);
    return Promise.resolve({
      next(step, shard, shards, shardSize) {
        const random = seededRandom(`${seed}/${step}/${shard}`, 'id-encoder');
        const rows: Float32Array[] = [];
        const samples = Array.from({ length: shardSize }, (_, i) => {
          const source = sources[i % sources.length] as IdentitySamples;
          const { features, clean, prompt } = source.read(random.below(source.count), random);
          rows.push(features);
          return { clean, prompt: encodePrompt(tokenizer, prompt, { 'S*': words }) };
        });
        const features = float32([shardSize, rows[0]?.length ?? 0]);
        rows.forEach((row, i) => {
          features.data.set(row, i * row.length);
        });
        const noising = { schedule: SCHEDULE, latentShape, shard, shards, random };
        return { features, ...pseudoWordFeeds(samples, words, noising) };
      },
    });
  },
  export(config, parameters) {
    saveWeights(config.out, ID_ENCODER, configOf(config), parameters);
    return Promise.resolve();
  },
};

/** Both sets give every second sample, as the paper's two losses weigh the same. */
function openSources({ data, set, triplets }: Config, cacheFolder: string): readonly IdentitySamples[] {
  const folders = { vitFolder: VIT_FOLDER, vaeFolder: VAE_FOLDER, cacheFolder };
  const pictures = () => openReconstructions({ set, ...folders });
  const edits = () => openTriplets({ folder: triplets, ...folders });
  if (data === 'both') return [pictures(), edits()];
  return [data === 'reconstruction' ? pictures() : edits()];
}

/** L_reg of eq. 5: the sum of a person's words' lengths, averaged over the batch. */
function lengthsOf(words: Value): Value {
  const lengths = sqrt(add(reduceSum(mul(words, words), [2]), scalar(1e-12)));
  return reduceMean(reduceSum(lengths, [1]), [0]);
}
