/**
 * @file Recipe: the M² encoder's warm start, a regression of faces onto the token embeddings of their names. A blend of two
 * people has the blend of their names, as text-to-image has learnt it: each such picture is one more face to learn from.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createParameters } from '../../checkpoint/parameter-scope.ts';
import { openSafetensors, readTensor } from '../../checkpoint/safetensors.ts';
import { meanSquaredError } from '../../graph/functional.ts';
import { input } from '../../graph/graph.ts';
import { TOKEN_EMBEDDING_KEY } from '../../models/clip-text.ts';
import {
  idEncoder,
  type IdEncoderConfig,
  parseIdEncoderConfig,
  startingWordKeys,
} from '../../models/id-encoder.ts';
import { ID_ENCODER, TEXT_ENCODER } from '../../models/kinds.ts';
import { seededRandom } from '../../tensor/random.ts';
import { float32 } from '../../tensor/tensor.ts';
import { encodeText } from '../../tokenizer/tokenizer.ts';
import { celebrityName } from '../../toon/names.ts';
import { type BackboneName, backboneOf, featureSizesOf } from '../backbone.ts';
import { openFeatures, prepareFeatures } from '../datasets/face-features.ts';
import {
  countOf,
  type PlannedPortrait,
  planPortrait,
  preparePortraits,
  type PortraitSet,
} from '../datasets/portraits.ts';
import { toonTokenizer } from '../datasets/toon-tokenizer.ts';
import { BUNDLE_FOLDERS } from '../../pipeline/bundle.ts';
import { PLAN, type Planned, type Recipe } from '../recipe.ts';
import { saveWeights, TOON_BUNDLE } from './weights.ts';

/** The rows of the paper's tables 2 and 6. */
export interface EncoderShape {
  /** k. */
  readonly words: number;
  readonly scales: 'multi' | 'last';
  readonly backbone: BackboneName;
}

interface Config extends EncoderShape {
  readonly set: PortraitSet;
  /** Where the encoder goes. */
  readonly out: string;
  /** The last celebrities are kept out, for gate 4. */
  readonly heldOut: number;
}

const TEXT_FOLDER = join(TOON_BUNDLE, 'text_encoder');
const ENCODER_FOLDER = join(TOON_BUNDLE, 'id_encoder');
const base = {
  ...PLAN,
  words: 2,
  scales: 'multi',
  backbone: 'vit',
  out: ENCODER_FOLDER,
  learningRate: 1e-3,
  batch: 256,
  weightDecay: 0.05,
  heldOut: 100,
} as const;
const famous = (people: number, perPerson: number): PortraitSet => ({
  name: 'celebrities',
  people,
  perPerson,
});
const readJson = (folder: string): unknown => JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));

/** The shape of the encoder that fits a bundle's backbone and text encoder. */
export function configOf(
  { words, scales, backbone }: EncoderShape,
  bundle: string = TOON_BUNDLE,
): IdEncoderConfig {
  const { hidden_size: width } = TEXT_ENCODER.parse(readJson(join(bundle, BUNDLE_FOLDERS.textEncoder)));
  return parseIdEncoderConfig({
    words,
    scales,
    feature_sizes: featureSizesOf(backboneOf(bundle, backbone)),
    hidden_sizes: [1024],
    width,
  });
}

/**
 * Rows [people, words * width]: for the first word the mean over all first names, for the second the person's own. A single
 * word is the person's own; a third begins as the first.
 */
export function nameTargets(people: number, width: number, words = 2): Float32Array {
  const table = readTensor(openSafetensors(join(TEXT_FOLDER, TEXT_ENCODER.file)), TOKEN_EMBEDDING_KEY).data;
  const tokenizer = toonTokenizer(people);
  const own = words === 1 ? 0 : 1;
  const targets = new Float32Array(people * words * width);
  const mean = new Float32Array(width);
  for (let person = 0; person < people; person++) {
    const [first = 0, second = 0] = encodeText(tokenizer, celebrityName(person));
    for (let j = 0; j < width; j++)
      mean[j] = (mean[j] as number) + (table[first * width + j] as number) / people;
    targets.set(table.subarray(second * width, (second + 1) * width), (words * person + own) * width);
  }
  for (let at = 0; at < people * words; at++) if (at % words !== own) targets.set(mean, at * width);
  return targets;
}

/** The target of a portrait, of `size` numbers: a blend of two people has the blend of their names. */
export function nameIn(
  targets: Float32Array,
  size: number,
  { person, mixedWith: other = { person, weight: 0 } }: Pick<PlannedPortrait, 'person' | 'mixedWith'>,
): Float32Array {
  const theirs = targets.subarray(other.person * size, (other.person + 1) * size);
  return targets
    .subarray(person * size, (person + 1) * size)
    .map((value, i) => value + other.weight * ((theirs[i] ?? value) - value));
}

export const recipe: Recipe<Config> = {
  name: 'id-encoder-warm-start',
  presets: {
    smoke: { ...base, set: famous(100, 4), heldOut: 10, steps: 60 },
    v0: { ...base, set: famous(3000, 16), steps: 1500 },
    v1: { ...base, set: famous(4000, 30), steps: 6000 },
  },
  async prepare({ set, backbone: name }, { cacheFolder, onProgress }) {
    await preparePortraits(set, cacheFolder, (done, total) => {
      onProgress(done, total, 'drawing celebrities');
    });
    const backbone = backboneOf(TOON_BUNDLE, name);
    await prepareFeatures({ set, backbone, cacheFolder }, (done, total) => {
      onProgress(done, total, 'reading faces');
    });
  },
  build(shape, shardSize) {
    const config = configOf(shape);
    const { scope, parameters } = createParameters();
    const size = config.feature_sizes.reduce((sum, n) => sum + n, 0);
    const features = input('features', { dtype: 'float32', shape: [shardSize, size] });
    const names = input('names', { dtype: 'float32', shape: [shardSize, config.words, config.width] });
    return { loss: meanSquaredError(idEncoder(scope, config, features), names), metrics: {}, parameters };
  },
  initial({ set, ...shape }) {
    const config = configOf(shape);
    const targets = nameTargets(set.people, config.width, config.words);
    const mean = (word: number): Float32Array =>
      Float32Array.from({ length: config.width }, (_, j) => {
        let sum = 0;
        for (let person = 0; person < set.people; person++) {
          sum += targets[(config.words * person + word) * config.width + j] as number;
        }
        return sum / set.people;
      });
    return Promise.resolve(new Map(startingWordKeys(config).map((key, word) => [key, mean(word)])));
  },
  openData({ set, heldOut, seed, ...shape }: Planned<Config>, { cacheFolder }) {
    const { feature_sizes: sizes, words, width } = configOf(shape);
    const size = sizes.reduce((sum, n) => sum + n, 0);
    const backbone = backboneOf(TOON_BUNDLE, shape.backbone);
    const rows = openFeatures({ set, backbone, cacheFolder });
    const targets = nameTargets(set.people, width, words);
    const row = new Float32Array(size);
    const bytes = new Uint8Array(row.buffer);
    return Promise.resolve({
      next(step, shard, _shards, shardSize) {
        const random = seededRandom(`${seed}/${step}/${shard}`, 'id-encoder-warm-start');
        const features = float32([shardSize, size]);
        const names = float32([shardSize, words, width]);
        for (let i = 0; i < shardSize;) {
          const index = random.below(countOf(set));
          const plan = planPortrait(set, index);
          if (Math.max(plan.person, plan.mixedWith?.person ?? 0) >= set.people - heldOut) continue;
          rows.read(index, bytes);
          features.data.set(row, i * size);
          names.data.set(nameIn(targets, words * width, plan), i * words * width);
          i++;
        }
        return { features, names };
      },
    });
  },
  export(config, parameters) {
    saveWeights(config.out, ID_ENCODER, configOf(config), parameters);
    return Promise.resolve();
  },
};
