/** @file Eq. 5 on the smoke preset through a tiny bundle: what it costs, that it learns, and that words stay near names. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { saveModel } from '../../../src/checkpoint/model-folder.ts';
import { createParameters, initialise, storedTensors } from '../../../src/checkpoint/parameter-scope.ts';
import { openSafetensors, readTensor } from '../../../src/checkpoint/safetensors.ts';
import { writeSafetensors } from '../../../src/checkpoint/write-safetensors.ts';
import { gradients } from '../../../src/graph/autodiff.ts';
import { emit } from '../../../src/graph/emit.ts';
import { countFlops } from '../../../src/graph/flops.ts';
import { input } from '../../../src/graph/graph.ts';
import { nodesInOrder } from '../../../src/graph/order.ts';
import { TOKEN_EMBEDDING_KEY } from '../../../src/models/clip-text.ts';
import { idEncoder, startingWordKeys } from '../../../src/models/id-encoder.ts';
import { ID_ENCODER } from '../../../src/models/kinds.ts';
import { parseUNetConfig } from '../../../src/models/unet-config.ts';
import { parseVaeConfig } from '../../../src/models/vae-config.ts';
import { loadModel } from '../../../src/runtime/run.ts';
import { float32, type Tensor } from '../../../src/tensor/tensor.ts';
import { trainTokenizer } from '../../../src/tokenizer/train-tokenizer.ts';
import { captionWords } from '../../../src/toon/caption.ts';
import { backboneOf, featureWidthOf } from '../../../src/train/backbone.ts';
import { cacheFolder } from '../../../src/train/folders.ts';
import { recipe } from '../../../src/train/recipes/id-encoder.ts';
import { configOf } from '../../../src/train/recipes/id-encoder-warm-start.ts';
import { trainRecipe } from '../../../src/train/trainer.ts';
import { writeTinyBundle } from '../../helpers/tiny-bundle.ts';

const SHARD = 4;
const smoke = recipe.presets.smoke;
let root: string;
let config: typeof smoke;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'id-encoder-'));
  // Its own cache, so that the test draws and encodes its own pictures.
  vi.stubEnv('HOME', root);
  const bundle = await writeTinyBundle(join(root, 'tiny'), {
    tokenizer: trainTokenizer(captionWords(), { maxLength: 16 }),
    scheduler: { prediction_type: 'v_prediction' },
    vae: parseVaeConfig({
      sample_size: 128,
      down_block_types: Array(4).fill('DownEncoderBlock2D'),
      up_block_types: Array(4).fill('UpDecoderBlock2D'),
      block_out_channels: [4, 4, 4, 4],
      layers_per_block: 1,
      norm_num_groups: 2,
      mid_block_add_attention: false,
    }),
    unet: parseUNetConfig({
      sample_size: 16,
      down_block_types: ['CrossAttnDownBlock2D', 'CrossAttnDownBlock2D'],
      up_block_types: ['CrossAttnUpBlock2D', 'CrossAttnUpBlock2D'],
      block_out_channels: [16, 16],
      layers_per_block: 1,
      norm_num_groups: 4,
      cross_attention_dim: 32,
      attention_head_dim: 2,
      use_linear_projection: true,
    }),
  });
  scaleTokens(bundle, 5);
  const start = join(root, 'start');
  writeStart(bundle, start);
  config = { ...smoke, bundle, start, celebrities: 0, set: { name: 'faces', people: 16, perPerson: 1 } };
}, 120_000);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

/** First weights have tokens a fifth as long as a trained text encoder's, in which words would move five times as far. */
function scaleTokens(bundle: string, factor: number): void {
  const path = join(bundle, 'text_encoder/model.safetensors');
  const file = openSafetensors(path);
  const tensors = new Map([...file.entries.keys()].map((key) => [key, readTensor(file, key)]));
  const table = tensors.get(TOKEN_EMBEDDING_KEY);
  table?.data.forEach((value, i) => {
    table.data[i] = factor * value;
  });
  writeSafetensors(path, tensors, { dtype: 'float16', metadata: { format: 'pt' } });
}

/** An encoder whose words begin as two words of the vocabulary, as a warm start's do as names. */
function writeStart(bundle: string, folder: string): void {
  const shape = configOf(smoke, bundle);
  const { scope, parameters } = createParameters();
  const size = featureWidthOf(backboneOf(bundle, 'vit'));
  idEncoder(scope, shape, input('features', float32([1, size])));
  const values = initialise(parameters, 'start');
  const text = openSafetensors(join(bundle, 'text_encoder/model.safetensors'));
  const table = readTensor(text, TOKEN_EMBEDDING_KEY).data;
  startingWordKeys(shape).forEach((key, word) => {
    values.set(key, table.slice((300 + word) * shape.width, (301 + word) * shape.width));
  });
  saveModel(folder, ID_ENCODER, shape, storedTensors(parameters, values));
}

it('costs about two forward passes a step: no gradient of a frozen weight is computed', () => {
  const { loss, parameters } = recipe.build(config, SHARD);
  const wrt = gradients(
    loss,
    parameters.map(({ value }) => value),
  );
  const ratio = countFlops([loss, ...wrt]) / countFlops([loss]);
  expect(ratio).toBeGreaterThan(1.8);
  expect(ratio).toBeLessThan(2.1);
  expect(parameters.every(({ key }) => /^(norms|words)\./.test(key))).toBe(true);
  // The look-up of tokens has no way back either.
  expect(nodesInOrder(wrt).some(({ op }) => op.opType === 'ScatterND')).toBe(false);
});

/** Loss and the words' lengths of an encoder on noise that no step sees. */
async function judge(folder: string): Promise<Readonly<Record<string, number>>> {
  const { loss, metrics, parameters } = recipe.build(config, SHARD);
  const session = await loadModel(emit({ loss, ...metrics }));
  const file = openSafetensors(join(folder, ID_ENCODER.file));
  const weights = Object.fromEntries(
    parameters.map(({ key }): [string, Tensor] => [key, readTensor(file, key)]),
  );
  const context = { cacheFolder: cacheFolder(), onProgress: () => undefined };
  const data = await recipe.openData({ ...config, seed: 99 }, context);
  const sums: Record<string, number> = {};
  const batches = 8;
  for (let batch = 0; batch < batches; batch++) {
    const feeds = await data.next(1_000_000 + batch, 0, 1, SHARD);
    const values = await session.run({ ...weights, ...feeds });
    for (const [name, { data: seen }] of Object.entries(values))
      sums[name] = (sums[name] ?? 0) + Number(seen[0]) / batches;
  }
  await session.close();
  return sums;
}

it('lowers its loss in a few steps, and the words keep about the length that they began with', async () => {
  const out = join(root, 'encoder');
  const alarms: string[] = [];
  const { bundle, start, celebrities, set } = config;
  const own = { bundle, start, celebrities, set, out };
  const { isFinished } = await trainRecipe({
    recipe: 'id-encoder',
    preset: 'smoke',
    overrides: { ...own, batch: SHARD, warmupSteps: 4, emaDecay: 0.5 },
    workers: 1,
    folder: join(root, 'run'),
    onAlarm: (_step, text) => alarms.push(text),
  });
  expect(isFinished).toBe(true);
  const [before, after] = [await judge(start), await judge(out)];
  expect(after['diffusion']).toBeLessThan(before['diffusion'] ?? 0);
  for (const name of ['length 1', 'length 2']) {
    expect(after[name]).toBeGreaterThan(0.6 * (before[name] ?? 0));
    expect(after[name]).toBeLessThan(1.6 * (before[name] ?? 0));
  }
  expect(alarms).toEqual([]);
  const stored = openSafetensors(join(out, ID_ENCODER.file)).entries;
  const in8Bits = [...stored].filter(([, { dtype }]) => dtype === 'F8_E4M3').map(([key]) => key);
  expect(in8Bits.sort()).toEqual(['words.0.layers.0.weight', 'words.1.layers.0.weight']);
  expect(stored.get('words.1.layers.1.weight')).toMatchObject({ dtype: 'F16' });
}, 240_000);
