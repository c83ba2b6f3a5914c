/** @file A tiny random bundle with Stable Diffusion 2.1's exact file layout: its configs' entries, CLIP's whole vocabulary, float16 shards. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
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

/** No id_encoder and no settings of ours, as it would come from its publisher. Returns the folder. */
export async function writeStableDiffusionLayout(folder: string): Promise<string> {
  const definition = clipDefinition('!');
  await writeTinyBundle(folder, { withoutIdentity: true, tokenizer: definition });
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
