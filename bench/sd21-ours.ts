/**
 * @file One contender of sd21.ts, in a process of its own: `sd21-ours.ts FOLDER THREADS STEPS usual|low PICTURE_STEPS`. Prints a
 * JSON line after each phase, and leaves its graphs beside the weights for ONNX Runtime's Python.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openModel } from '../src/checkpoint/model-folder.ts';
import { emit, type EmittedModel } from '../src/graph/emit.ts';
import { input, type Value } from '../src/graph/graph.ts';
import { clipText } from '../src/models/clip-text.ts';
import { TEXT_ENCODER, UNET, VAE } from '../src/models/kinds.ts';
import { unet2dCondition } from '../src/models/unet.ts';
import { vaeDecode } from '../src/models/vae.ts';
import { openPipeline } from '../src/pipeline/pipeline.ts';
import type { Session } from '../src/runtime/model.ts';
import { openSession } from '../src/runtime/session.ts';
import { seededRandom } from '../src/tensor/random.ts';
import { float32, int64, type Tensor } from '../src/tensor/tensor.ts';

const [folder = '', threads = '2', steps = '3', kind = 'usual', pictureSteps = '2'] = process.argv.slice(2);
const options = { threads: Number(threads), lowMemory: kind === 'low' };
const rounds = Number(steps);

const floats = (name: string, shape: readonly number[]): Value => input(name, { dtype: 'float32', shape });
const noise = (shape: readonly number[]): Tensor => {
  const tensor = float32(shape);
  seededRandom('bench').fillNormal(tensor.data);
  return tensor;
};

async function phase<T>(name: string, work: () => Promise<T>, times = 1): Promise<T | undefined> {
  const seconds: number[] = [];
  let last: T | undefined;
  for (let i = 0; i < times; i++) {
    const begun = performance.now();
    last = await work();
    seconds.push((performance.now() - begun) / 1000);
  }
  const [median = NaN] = [...seconds].sort((a, b) => a - b).slice(times >> 1);
  process.stdout.write(`${JSON.stringify({ phase: name, seconds: median })}\n`);
  return last;
}

const unet = openModel(join(folder, 'unet'), UNET);
const { sample_size: side, cross_attention_dim: width } = unet.config;

function unetModel(batch: number): EmittedModel {
  const prediction = unet2dCondition(unet.scope, unet.config, {
    sample: floats('sample', [batch, 4, side, side]),
    timestep: floats('timestep', [batch]),
    encoderHiddenStates: floats('states', [batch, 77, width]),
  });
  return emit({ prediction });
}

function textModel(): EmittedModel {
  const { scope, config } = openModel(join(folder, 'text_encoder'), TEXT_ENCODER);
  return emit({ states: clipText(scope, config, input('ids', { dtype: 'int64', shape: [1, 77] })) });
}

function vaeModel(): EmittedModel {
  const { scope, config } = openModel(join(folder, 'vae'), VAE);
  return emit({ image: vaeDecode(scope, config, floats('latents', [1, 4, side, side])) });
}

const feeds = (batch: number): Record<string, Tensor> => ({
  sample: noise([batch, 4, side, side]),
  timestep: float32([batch], new Float32Array(batch).fill(500)),
  states: noise([batch, 77, width]),
});

const open = async (model: EmittedModel): Promise<Session> => openSession(model, options);
const loaded = await phase('load', async () => ({
  text: await open(textModel()),
  unet: await open(unetModel(2)),
  vae: await open(vaeModel()),
}));
if (loaded === undefined) throw new Error('nothing was loaded');
const ids = int64([1, 77], new Array<number>(77).fill(1));
await phase('text', () => loaded.text.run({ ids }));
await loaded.unet.run(feeds(2));
await phase('step, batch 2', () => loaded.unet.run(feeds(2)), rounds);
await phase('decode', () => loaded.vae.run({ latents: noise([1, 4, side, side]) }));
await loaded.unet.close();
const single = unetModel(1);
const session = await open(single);
await session.run(feeds(1));
await phase('step, batch 1', () => session.run(feeds(1)), rounds);
await Promise.all([session.close(), loaded.text.close(), loaded.vae.close()]);
for (const [name, model] of Object.entries({ unet1: single, unet2: unetModel(2), vae: vaeModel() })) {
  writeFileSync(join(model.weightsFolder ?? folder, `${name}.onnx`), model.bytes);
}

// What lowMemory adds beside the sessions' own: tiles of the VAE, one network at a time.
const pipeline = await openPipeline(folder, { session: { threads: Number(threads) }, lowMemory: true });
const size = { height: side, width: side };
await phase('decode in tiles', () =>
  pipeline.codec.decode(noise([4 * side * side]).data as Float32Array, size),
);
await pipeline.close();
const whole = await openPipeline(folder, {
  session: options,
  lowMemory: options.lowMemory,
  batchSizes: options.lowMemory ? [1] : [2],
});
const drawn = await phase(`picture of ${pictureSteps} steps, opening included`, () =>
  whole.textToImage({ prompt: 'a photo of a person', steps: Number(pictureSteps), seed: 1 }),
);
const [picture] = drawn ?? [];
if (new Set(picture?.image.data).size < 2) throw new Error('the picture is of one colour');
await whole.close();
