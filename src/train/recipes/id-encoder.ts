/** @file Recipe: the M² ID encoder through the frozen text-to-image model (DreamIdentity, eq. 5), from its warm start. */
import { join } from 'node:path';
import { createParameters } from '../../checkpoint/parameter-scope.ts';
import { openSafetensors, readTensor } from '../../checkpoint/safetensors.ts';
import { scalar } from '../../graph/functional.ts';
import { mul } from '../../graph/ops/index.ts';
import { ID_ENCODER } from '../../models/kinds.ts';
import { BUNDLE_FOLDERS, openBundle } from '../../pipeline/bundle.ts';
import { seededRandom } from '../../tensor/random.ts';
import { float32 } from '../../tensor/tensor.ts';
import { encodePrompt } from '../../tokenizer/encode-prompt.ts';
import { type Backbone, backboneOf } from '../backbone.ts';
import { bundleFeeds, encoderLoss, openLossNetworks } from '../bundle-loss.ts';
import { prepareFeatures } from '../datasets/face-features.ts';
import { type IdentitySamples, openReconstructions, openTriplets } from '../datasets/identity-samples.ts';
import { latentShapeOf, prepareLatents } from '../datasets/latents.ts';
import { preparePortraits, type PortraitSet } from '../datasets/portraits.ts';
import { prepareTriplets } from '../datasets/triplets.ts';
import { nameLengthOf } from '../name-length.ts';
import { PLAN, type Planned, type Recipe } from '../recipe.ts';
import { configOf, ENCODER_FOLDER, type EncoderShape } from './id-encoder-warm-start.ts';
import { saveWeights, TOON_BUNDLE } from './weights.ts';

/** The rows of the paper's table 5. */
export type TrainingSet = 'reconstruction' | 'self-augmented' | 'both';

interface Config extends EncoderShape {
  /** The frozen text-to-image model and the backbone. */
  readonly bundle: string;
  readonly data: TrainingSet;
  /** People without a name, one picture each, which is encoded; the prompt says "S* face". */
  readonly set: PortraitSet;
  /** What that has to draw: the picture itself, as in the paper, or another one of that person, which tells no pose and no wall. */
  readonly targets: 'itself' | 'another';
  /** The encoder to begin from: the warm start's. */
  readonly start: string;
  /** Where the encoder goes. */
  readonly out: string;
  /** What `augment` wrote: <face, editing prompt, edited picture>. */
  readonly triplets: string;
  /** How many the text-to-image model knows by name: the words' lengths are compared with their names'. */
  readonly celebrities: number;
  /** lambda of eq. 5, on the sum of the words' lengths. */
  readonly lengthWeight: number;
}

const base = {
  ...PLAN,
  backbone: 'vit',
  bundle: TOON_BUNDLE,
  data: 'both',
  words: 2,
  scales: 'multi',
  targets: 'another',
  start: ENCODER_FOLDER,
  out: ENCODER_FOLDER,
  triplets: join('weights', 'wip', 'triplets'),
  celebrities: 3000,
  lengthWeight: 1e-4,
  // One step of Adam moves every weight of the last layer alike, and a word sums a thousand of them: ten times this, and
  // words outgrow names within a hundred steps.
  learningRate: 3e-5,
  batch: 32,
  accumulate: 1,
} as const;
const unnamed = (people: number): PortraitSet => ({ name: 'faces', people, perPerson: 1 });

/** A pseudo word that is longer than this many name tokens has left what the text encoder knows. */
const LONGEST = 2;

const vaeFolderOf = (bundle: string): string => join(bundle, BUNDLE_FOLDERS.vae);

export const recipe: Recipe<Config> = {
  name: 'id-encoder',
  presets: {
    smoke: { ...base, data: 'reconstruction', set: unnamed(200), steps: 20 },
    v0: { ...base, set: unnamed(12_000), steps: 2500 },
    v1: { ...base, set: unnamed(40_000), steps: 12_000 },
  },
  async prepare(config, { cacheFolder, onProgress }) {
    const { data, set } = config;
    const sources = sourcesOf(config, cacheFolder);
    const told = (label: string) => (done: number, total: number) => {
      onProgress(done, total, label);
    };
    if (data !== 'self-augmented') {
      const targets = targetsOf(config);
      await preparePortraits(set, cacheFolder, told('drawing faces'));
      await prepareFeatures({ set, ...sources }, told('reading faces'));
      await preparePortraits(targets, cacheFolder, told('drawing targets'));
      await prepareLatents({ set: targets, ...sources }, told('encoding targets'));
    }
    if (data !== 'reconstruction') {
      await prepareTriplets({ folder: config.triplets, ...sources }, told('reading triplets'));
    }
  },
  build({ bundle, lengthWeight, celebrities, ...shape }, shardSize) {
    const { scope, parameters } = createParameters();
    const networks = openLossNetworks(bundle);
    const { loss, diffusion, lengths } = encoderLoss(networks, {
      encoder: { scope, config: configOf(shape, bundle) },
      batch: shardSize,
      tokens: networks.text.config.max_position_embeddings,
      latentShape: latentShapeOf(vaeFolderOf(bundle)),
      lengthWeight,
    });
    const inNames = scalar(1 / nameLengthOf(bundle, celebrities));
    const relative = lengths.map((length, word) => [`length ${word + 1}`, mul(length, inNames)] as const);
    const metrics = { diffusion, ...Object.fromEntries(relative) };
    const limits = Object.fromEntries(relative.map(([name]) => [name, LONGEST]));
    return { loss, metrics, limits, parameters, optimization: 'all' };
  },
  initial({ start }) {
    const file = openSafetensors(join(start, ID_ENCODER.file));
    return Promise.resolve(new Map([...file.entries.keys()].map((key) => [key, readTensor(file, key).data])));
  },
  async openData(config: Planned<Config>, { cacheFolder }) {
    const { seed, words, bundle } = config;
    const sources = openSources(config, cacheFolder);
    const { tokenizer, scheduler } = await openBundle(bundle);
    const latentShape = latentShapeOf(vaeFolderOf(bundle));
    return {
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
        const noising = { schedule: scheduler, latentShape, shard, shards, random };
        return { features, ...bundleFeeds(samples, words, noising, scheduler.prediction_type) };
      },
    };
  },
  export(config, parameters) {
    saveWeights(config.out, ID_ENCODER, configOf(config, config.bundle), parameters);
    return Promise.resolve();
  },
  async evaluate({ bundle, ...shape }, parameters) {
    // The pipeline and the judges are loaded here alone: the worker threads need neither.
    const { glance } = await import('../../evaluate/glance.ts');
    return glance(bundle, backboneOf(bundle, shape.backbone), configOf(shape, bundle), parameters);
  },
};

/** Person by person as the set's own pictures. */
const targetsOf = ({ set, targets }: Config): PortraitSet =>
  targets === 'itself' ? set : { ...set, name: 'posed-faces' };

interface Sources {
  readonly backbone: Backbone;
  readonly vaeFolder: string;
  readonly cacheFolder: string;
}

const sourcesOf = ({ bundle, backbone }: Config, cacheFolder: string): Sources => ({
  backbone: backboneOf(bundle, backbone),
  vaeFolder: vaeFolderOf(bundle),
  cacheFolder,
});

/** Both sets give every second sample, as the paper's two losses weigh the same. */
function openSources(config: Config, cacheFolder: string): readonly IdentitySamples[] {
  const { data, set, triplets } = config;
  const sources = sourcesOf(config, cacheFolder);
  const pictures = () => openReconstructions({ set, targets: targetsOf(config), ...sources });
  const edits = () => openTriplets({ folder: triplets, ...sources });
  if (data === 'both') return [pictures(), edits()];
  return [data === 'reconstruction' ? pictures() : edits()];
}
