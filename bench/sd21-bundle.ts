/** @file A bundle with Stable Diffusion 2.1-base's networks and random weights, at its own width, a quarter or a tenth of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ModelKind, saveModel } from '../src/checkpoint/model-folder.ts';
import { createParameters, initialise, storedTensors } from '../src/checkpoint/parameter-scope.ts';
import type { Scope } from '../src/checkpoint/scope.ts';
import { input, type Value } from '../src/graph/graph.ts';
import { clipText, parseClipTextConfig } from '../src/models/clip-text.ts';
import { TEXT_ENCODER, UNET, VAE } from '../src/models/kinds.ts';
import { sd21TextEncoder, sd21UNet, sd21Vae } from '../src/models/presets/sd-2.1-base.ts';
import { parseUNetConfig } from '../src/models/unet-config.ts';
import { unet2dCondition } from '../src/models/unet.ts';
import { parseVaeConfig } from '../src/models/vae-config.ts';
import { vaeDecode, vaeEncode } from '../src/models/vae.ts';
import { writeBundle } from '../src/pipeline/write-bundle.ts';
import { writeTokenizer } from '../src/tokenizer/tokenizer-files.ts';
import { trainTokenizer } from '../src/tokenizer/train-tokenizer.ts';

const floats = (name: string, shape: readonly number[]): Value => input(name, { dtype: 'float32', shape });

interface BenchNetworks {
  readonly text: typeof sd21TextEncoder;
  readonly unet: typeof sd21UNet;
  readonly vae: typeof sd21Vae;
}

export type Shapes = 'real' | 'quarter' | 'smoke';

/** `quarter` has a sixteenth of the weights and every layer and place, so that memory and time of the real shapes can be foretold. */
const NETWORKS: Readonly<Record<Shapes, BenchNetworks>> = {
  real: { text: sd21TextEncoder, unet: sd21UNet, vae: sd21Vae },
  quarter: {
    text: parseClipTextConfig({
      ...sd21TextEncoder,
      hidden_size: 256,
      intermediate_size: 1024,
      num_attention_heads: 4,
    }),
    unet: parseUNetConfig({
      ...sd21UNet,
      norm_num_groups: 16,
      block_out_channels: [80, 160, 320, 320],
      attention_head_dim: [2, 4, 5, 5],
      cross_attention_dim: 256,
    }),
    vae: parseVaeConfig({ ...sd21Vae, block_out_channels: [32, 64, 128, 128] }),
  },
  smoke: {
    text: parseClipTextConfig({
      ...sd21TextEncoder,
      hidden_size: 64,
      intermediate_size: 256,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      vocab_size: 1000,
    }),
    unet: parseUNetConfig({
      ...sd21UNet,
      sample_size: 16,
      block_out_channels: [32, 64, 128, 128],
      attention_head_dim: [1, 2, 4, 4],
      cross_attention_dim: 64,
    }),
    vae: parseVaeConfig({ ...sd21Vae, block_out_channels: [16, 16, 32, 32], norm_num_groups: 16 }),
  },
};

/** Writes it below `folder` unless it is there, and returns the folder. Real shapes take 5.2 GB as float32, half as float16. */
export async function writeRandomBundle(
  folder: string,
  shapes: Shapes,
  dtype: 'float32' | 'float16',
): Promise<string> {
  if (existsSync(join(folder, 'model_index.json'))) return folder;
  const { text, unet, vae } = NETWORKS[shapes];
  const save = <Config extends object>(
    part: string,
    kind: ModelKind<Config>,
    config: Config,
    build: (scope: Scope) => unknown,
  ): void => {
    const { scope, parameters } = createParameters();
    build(scope);
    saveModel(join(folder, part), kind, config, storedTensors(parameters, initialise(parameters, part)), {
      dtype,
    });
  };
  save('text_encoder', TEXT_ENCODER, text, (scope) =>
    clipText(scope, text, input('ids', { dtype: 'int64', shape: [1, 77] })),
  );
  save('unet', UNET, unet, (scope) =>
    unet2dCondition(scope, unet, {
      sample: floats('sample', [1, 4, 8, 8]),
      timestep: floats('timestep', [1]),
      encoderHiddenStates: floats('states', [1, 77, unet.cross_attention_dim]),
    }),
  );
  save('vae', VAE, vae, (scope) => {
    vaeEncode(scope, vae, floats('image', [1, 3, 64, 64]));
    vaeDecode(scope, vae, floats('latents', [1, 4, 8, 8]));
  });
  await writeTokenizer(
    join(folder, 'tokenizer'),
    trainTokenizer(['a', 'photo', 'of', 'person', 'as', 'chef'], { maxLength: 77 }),
  );
  writeBundle(folder, {
    scheduler: {
      beta_schedule: 'scaled_linear',
      beta_start: 0.00085,
      beta_end: 0.012,
      clip_sample: false,
      set_alpha_to_one: false,
      steps_offset: 1,
    },
    settings: { name: 'random-sd21' },
  });
  return folder;
}
