/** @file A tiny random bundle with Stable Diffusion 2.1's exact file layout: its configs' entries, CLIP's whole vocabulary, float16 shards. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { saveModel } from '../../src/checkpoint/model-folder.ts';
import { createParameters, initialise, storedTensors } from '../../src/checkpoint/parameter-scope.ts';
import type { RgbImage } from '../../src/image/rgb-image.ts';
import { parseControlNetConfig } from '../../src/models/controlnet-config.ts';
import { CONTROLNET } from '../../src/models/kinds.ts';
import { sd21UNet, sd21Vae } from '../../src/models/presets/sd-2.1-base.ts';
import { parseUNetConfig } from '../../src/models/unet-config.ts';
import { parseVaeConfig } from '../../src/models/vae-config.ts';
import { buildControlNet } from '../../src/pipeline/control.ts';
import type { PseudoWord } from '../../src/pipeline/pseudo-word.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { writeTokenizer } from '../../src/tokenizer/tokenizer-files.ts';
import { clipDefinition } from '../tokenizer/clip-definition.ts';
import { shardWeights, writeTinyBundle } from './tiny-bundle.ts';

/** Entries that Stable Diffusion 2.1-base's configs have besides ours, as published. */
const PUBLISHED: Readonly<Record<string, object>> = {
  'scheduler/scheduler_config.json': {
    _class_name: 'PNDMScheduler',
    _diffusers_version: '0.8.0',
    beta_end: 0.012,
    beta_schedule: 'scaled_linear',
    beta_start: 0.00085,
    clip_sample: false,
    num_train_timesteps: 1000,
    prediction_type: 'epsilon',
    set_alpha_to_one: false,
    skip_prk_steps: true,
    steps_offset: 1,
    trained_betas: null,
  },
  'unet/config.json': {
    _diffusers_version: '0.8.0',
    act_fn: 'silu',
    center_input_sample: false,
    downsample_padding: 1,
    dual_cross_attention: false,
    flip_sin_to_cos: true,
    freq_shift: 0,
    mid_block_scale_factor: 1,
    norm_eps: 1e-5,
    num_class_embeds: null,
    only_cross_attention: false,
    upcast_attention: false,
  },
  'vae/config.json': { _diffusers_version: '0.8.0', act_fn: 'silu' },
  'text_encoder/config.json': {
    _name_or_path: '/nowhere/text_encoder',
    attention_dropout: 0,
    bos_token_id: 0,
    dropout: 0,
    eos_token_id: 2,
    initializer_factor: 1,
    initializer_range: 0.02,
    pad_token_id: 1,
    projection_dim: 512,
    torch_dtype: 'float16',
    transformers_version: '4.25.0.dev0',
  },
};

export interface LayoutOptions {
  /** With an M² checkpoint beside it: random ViT and encoder, and the face detector of the embedded bundle. */
  readonly withEncoder?: boolean;
  /** The blocks, layers and latents of the real networks, a tenth as wide: 512 x 512 pixels. */
  readonly withRealShapes?: boolean;
}

const realShapes = {
  unet: parseUNetConfig({
    ...sd21UNet,
    block_out_channels: [32, 64, 128, 128],
    attention_head_dim: [1, 2, 4, 4],
    cross_attention_dim: 32,
  }),
  vae: parseVaeConfig({ ...sd21Vae, block_out_channels: [16, 16, 32, 32], norm_num_groups: 16 }),
};

/** No settings of ours and, unless asked for, no id_encoder, as it would come from its publisher. Returns the folder. */
export async function writeStableDiffusionLayout(
  folder: string,
  { withEncoder = false, withRealShapes = false }: LayoutOptions = {},
): Promise<string> {
  const definition = clipDefinition('!');
  await writeTinyBundle(folder, {
    withoutIdentity: !withEncoder,
    tokenizer: definition,
    ...(withRealShapes && realShapes),
  });
  if (withEncoder) cpSync('weights/toon/face_detector', join(folder, 'face_detector'), { recursive: true });
  await writeTokenizer(join(folder, 'tokenizer'), definition);
  rmSync(join(folder, 'dreamidentity.json'));
  for (const [file, published] of Object.entries(PUBLISHED)) {
    const path = join(folder, file);
    const own = file.startsWith('scheduler')
      ? {}
      : z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')));
    writeFileSync(path, JSON.stringify({ ...own, ...published }, undefined, 2));
  }
  const index = join(folder, 'model_index.json');
  writeFileSync(index, readFileSync(index, 'utf8').replace('DDIMScheduler', 'PNDMScheduler'));
  return shardWeights(folder);
}

/** Of the golden picture. */
export const GOLDEN_SEED = 11;

export const goldenWord = (): PseudoWord => ({
  count: 2,
  width: 32,
  vectors: seededRandom(3).fillNormal(new Float32Array(64), 0.5),
});

/** [4 * 32 * 32]: what textToImage starts from at GOLDEN_SEED. */
export const goldenNoise = (): Float32Array =>
  seededRandom(GOLDEN_SEED, 'latents').fillNormal(new Float32Array(4 * 32 * 32));

/** For the tiny bundle's UNet, with weights that are nowhere zero. Returns the folder. */
export function writeTinyControlNet(folder: string): string {
  const config = parseControlNetConfig({
    down_block_types: ['DownBlock2D', 'CrossAttnDownBlock2D'],
    block_out_channels: [32, 32],
    layers_per_block: 1,
    norm_num_groups: 8,
    cross_attention_dim: 32,
    attention_head_dim: 2,
    use_linear_projection: true,
    conditioning_embedding_out_channels: [4, 8],
  });
  const { scope, parameters } = createParameters();
  buildControlNet(scope, config);
  const values = initialise(parameters, 'controlnet');
  for (const [key, data] of values) {
    const noise = seededRandom('controlnet', key).fillNormal(new Float32Array(data.length), 0.1);
    data.forEach((value, i) => (data[i] = value + (noise[i] ?? 0)));
  }
  saveModel(folder, CONTROLNET, config, storedTensors(parameters, values), { dtype: 'float16' });
  return folder;
}

/** 64 x 64: a bright disc on a dark ground. */
export function goldenControl(): RgbImage {
  const side = 64;
  const data = new Uint8Array(3 * side * side);
  for (let i = 0; i < side * side; i++) {
    const isInside = Math.hypot((i % side) - 24, Math.floor(i / side) - 40) < 14;
    data.set(isInside ? [250, 200, 90] : [10, 20, 60], 3 * i);
  }
  return { width: side, height: side, data };
}
