/** @file Recipe: the M² ID encoder through the frozen text-to-image model (DreamIdentity, eq. 5), for any bundle. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createParameters } from '../../checkpoint/parameter-scope.ts';
import { openSafetensors, readTensor } from '../../checkpoint/safetensors.ts';
import { UserError } from '../../errors.ts';
import { scalar } from '../../graph/functional.ts';
import { mul } from '../../graph/ops/index.ts';
import { type IdEncoderConfig, startingWordKeys } from '../../models/id-encoder.ts';
import { ID_ENCODER } from '../../models/kinds.ts';
import { BUNDLE_FOLDERS, openBundle } from '../../pipeline/bundle.ts';
import { seededRandom } from '../../tensor/random.ts';
import { float32 } from '../../tensor/tensor.ts';
import { encodePrompt } from '../../tokenizer/encode-prompt.ts';
import { type Backbone, backboneOf } from '../backbone.ts';
import { bundleFeeds, encoderLoss, openLossNetworks } from '../bundle-loss.ts';
import { prepareFeatures } from '../datasets/face-features.ts';
import { type IdentitySamples, openReconstructions, openTriplets } from '../datasets/identity-samples.ts';
import { latentShapeOf, pictureSideOf, prepareLatents } from '../datasets/latents.ts';
import { openPhotos, photoSetOf, preparePhotos } from '../datasets/photos.ts';
import { arePhotos, type PictureSet } from '../datasets/picture-set.ts';
import { preparePortraits, type PortraitSet } from '../datasets/portraits.ts';
import { prepareTriplets } from '../datasets/triplets.ts';
import { nameLengthOf } from '../name-length.ts';
import { PLAN, type Planned, type Recipe } from '../recipe.ts';
import { segmentsFor } from '../segments.ts';
import { meanEmbedding, START_TEXT } from '../token-embeddings.ts';
import { configOf, type EncoderShape } from './id-encoder-warm-start.ts';
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
  /** A folder of photographs in place of the drawn set; each has to be drawn itself. Empty: none. */
  readonly faces: string;
  /** The encoder to begin from; empty: the bundle's own, where it has one; FRESH: none. */
  readonly start: string;
  /** Where the encoder goes; empty: into the bundle. */
  readonly out: string;
  /** What `augment` wrote: <face, editing prompt, edited picture>. */
  readonly triplets: string;
  /** How many the text-to-image model may know by name: the words' lengths are compared with their names'. */
  readonly celebrities: number;
  /** How the hidden layers' weights are stored, five sixths of the encoder. */
  readonly hiddenWeights: 'float16' | 'float8';
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
  faces: '',
  start: '',
  out: '',
  triplets: join('weights', 'wip', 'triplets'),
  celebrities: 3000,
  // The repository keeps every version of the file. Words move by less than pictures show (docs/decisions.md).
  hiddenWeights: 'float8',
  lengthWeight: 1e-4,
  // One step of Adam moves every weight of the last layer alike, and a word sums a thousand of them: ten times this, and
  // words outgrow names within a hundred steps.
  learningRate: 3e-5,
  batch: 32,
  accumulate: 1,
} as const;
/** No encoder to begin from, whatever the bundle has. */
const FRESH = 'fresh';

/** What the paper says of its training (section 4.1); schedule, warm-up and parts of a batch are ours. */
const paper = {
  ...base,
  bundle: '',
  set: { name: 'faces', people: 0, perPerson: 1 },
  targets: 'itself',
  start: FRESH,
  triplets: '',
  celebrities: 0,
  hiddenWeights: 'float16',
  learningRate: 5e-5,
  schedule: 'constant',
  batch: 64,
  accumulate: 8,
  steps: 60_000,
} as const;

const unnamed = (people: number): PortraitSet => ({ name: 'faces', people, perPerson: 1 });

/** A pseudo word that is longer than this many name tokens has left what the text encoder knows. */
const LONGEST = 2;

/** Bytes of activations above which most are computed again: the embedded bundle's largest step keeps them all. */
const MOST_ACTIVATIONS = 2e9;

const vaeFolderOf = (bundle: string): string => join(bundle, BUNDLE_FOLDERS.vae);
const encoderFolderOf = (bundle: string): string => join(bundle, BUNDLE_FOLDERS.idEncoder);

export const recipe: Recipe<Config> = {
  name: 'id-encoder',
  presets: {
    smoke: { ...base, data: 'reconstruction', set: unnamed(200), steps: 20 },
    v0: { ...base, set: unnamed(12_000), steps: 2500 },
    v1: { ...base, set: unnamed(40_000), steps: 12_000 },
    paper,
  },
  async prepare(config, { cacheFolder, onProgress, onNote }) {
    requireInputs(config);
    const { data } = config;
    const sources = sourcesOf(config, cacheFolder);
    const told = (label: string) => (done: number, total: number) => {
      onProgress(done, total, label);
    };
    if (data !== 'self-augmented') {
      const { set, targets } = await picturesOf(config);
      if (arePhotos(set)) {
        await preparePhotos(set, cacheFolder, told('finding faces'));
        const { count, leftOut } = openPhotos(set, cacheFolder);
        if (count === 0) throw withoutFaces(config.faces, leftOut);
        onNote?.(
          `${count} photographs show one face well; ${leftOut} do not, or cannot be read, and are left out`,
        );
      } else await preparePortraits(set, cacheFolder, told('drawing faces'));
      await prepareFeatures({ set, ...sources }, told('reading faces'));
      if (!arePhotos(targets)) await preparePortraits(targets, cacheFolder, told('drawing targets'));
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
      latentShape: latentShapeOf(vaeFolderOf(bundle), pictureSideOf(bundle)),
      lengthWeight,
    });
    const inNames = scalar(1 / nameLengthOf(bundle, celebrities));
    const relative = lengths.map((length, word) => [`length ${word + 1}`, mul(length, inNames)] as const);
    const metrics = { diffusion, ...Object.fromEntries(relative) };
    const limits = Object.fromEntries(relative.map(([name]) => [name, LONGEST]));
    const segments = segmentsFor(loss, MOST_ACTIVATIONS);
    return { loss, metrics, limits, parameters, segments, optimization: 'all' };
  },
  async initial({ start, bundle, ...shape }) {
    const own = encoderFolderOf(bundle);
    if (start === FRESH || (start === '' && !existsSync(own))) {
      const word = meanEmbedding(bundle, (await openBundle(bundle)).tokenizer, START_TEXT);
      return freshWords(configOf(shape, bundle), word);
    }
    const file = openSafetensors(join(start === '' ? own : start, ID_ENCODER.file));
    return new Map([...file.entries.keys()].map((key) => [key, readTensor(file, key).data]));
  },
  async openData(config: Planned<Config>, { cacheFolder }) {
    const { seed, words, bundle } = config;
    const sources = await openSources(config, cacheFolder);
    const { tokenizer, scheduler } = await openBundle(bundle);
    const latentShape = latentShapeOf(vaeFolderOf(bundle), pictureSideOf(bundle));
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
    const { bundle, out, hiddenWeights } = config;
    const encoder = configOf(config, bundle);
    const isHidden = hiddenWeightsOf(encoder);
    saveWeights(out === '' ? encoderFolderOf(bundle) : out, ID_ENCODER, encoder, parameters, (key) =>
      isHidden(key) ? hiddenWeights : 'float16',
    );
    return Promise.resolve();
  },
  async evaluate({ bundle, ...shape }, parameters) {
    // The pipeline and the judges are loaded here alone: the worker threads need neither.
    const { glance } = await import('../../evaluate/glance.ts');
    return glance(bundle, backboneOf(bundle, shape.backbone), configOf(shape, bundle), parameters);
  },
};

/** The last layer's weights are too small for 8 bits. */
const hiddenWeightsOf =
  ({ hidden_sizes }: IdEncoderConfig) =>
  (key: string): boolean => {
    const [, layer] = /\.layers\.(\d+)\.weight$/.exec(key) ?? [];
    return layer !== undefined && Number(layer) < hidden_sizes.length;
  };

/** Throws UserError that says what to give; the preset `paper` names no pictures of its own. */
function requireInputs({ bundle, data, faces, set, triplets }: Config): void {
  const missing = (flag: string, what: string): UserError =>
    new UserError('bad-arguments', `train id-encoder: ${flag} is missing, ${what}.`);
  if (bundle === '') throw missing('--bundle FOLDER', 'the text-to-image model with its face_vit');
  if (data !== 'self-augmented' && faces === '' && set.people === 0) {
    throw missing('--faces FOLDER', 'photographs with one face each (or give --data self-augmented)');
  }
  if (data !== 'reconstruction' && triplets === '') {
    throw missing('--triplets FOLDER', 'what the command augment wrote (or give --data reconstruction)');
  }
}

const withoutFaces = (folder: string, count: number): UserError =>
  new UserError(
    'no-faces',
    `${folder}: none of its ${count} pictures shows one face well; give photographs of one person each, from the front.`,
  );

/**
 * Every word begins as `word`, whoever is seen: a real model's token embeddings are so short that random last layers would
 * say more than it. The layers before are random, so words part at once.
 */
function freshWords(config: IdEncoderConfig, word: Float32Array): ReadonlyMap<string, Float32Array> {
  const hidden = config.hidden_sizes.at(-1) ?? 0;
  return new Map(
    startingWordKeys(config).flatMap((bias) => [
      [bias, word],
      [bias.replace(/bias$/, 'weight'), new Float32Array(word.length * hidden)],
    ]),
  );
}

interface Pictures {
  readonly set: PictureSet;
  /** Person by person as the set's own pictures. */
  readonly targets: PictureSet;
}

async function picturesOf({ bundle, faces, set, targets }: Config): Promise<Pictures> {
  if (faces === '') return { set, targets: targets === 'itself' ? set : { ...set, name: 'posed-faces' } };
  const { face, settings } = await openBundle(bundle);
  const photos = photoSetOf(faces, { faces: settings.faces, detectorFolder: face?.detectorFolder });
  return { set: photos, targets: photos };
}

interface Sources {
  readonly backbone: Backbone;
  readonly vaeFolder: string;
  readonly side: number;
  readonly cacheFolder: string;
}

const sourcesOf = ({ bundle, backbone }: Config, cacheFolder: string): Sources => ({
  backbone: backboneOf(bundle, backbone),
  vaeFolder: vaeFolderOf(bundle),
  side: pictureSideOf(bundle),
  cacheFolder,
});

/** Both sets give every second sample, as the paper's two losses weigh the same. */
async function openSources(config: Config, cacheFolder: string): Promise<readonly IdentitySamples[]> {
  const { data, triplets } = config;
  const sources = sourcesOf(config, cacheFolder);
  const pictures = async () => openReconstructions({ ...(await picturesOf(config)), ...sources });
  const edits = () => openTriplets({ folder: triplets, ...sources });
  if (data === 'both') return [await pictures(), edits()];
  return [data === 'reconstruction' ? await pictures() : edits()];
}
