/** @file Writes a bundle in the real layout with random weights, so small that a test draws a picture in a moment. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ModelKind, saveModel } from '../../src/checkpoint/model-folder.ts';
import { openSafetensors, readTensor } from '../../src/checkpoint/safetensors.ts';
import { writeSafetensors } from '../../src/checkpoint/write-safetensors.ts';
import { createParameters, initialise, storedTensors } from '../../src/checkpoint/parameter-scope.ts';
import type { Scope } from '../../src/checkpoint/scope.ts';
import type { SchedulerConfigInput } from '../../src/diffusion/scheduler-config.ts';
import { input, type Value } from '../../src/graph/graph.ts';
import { clipText, parseClipTextConfig } from '../../src/models/clip-text.ts';
import { faceDetector, parseFaceDetectorConfig } from '../../src/models/face-detector.ts';
import { idEncoder, parseIdEncoderConfig } from '../../src/models/id-encoder.ts';
import { FACE_DETECTOR, ID_ENCODER, TEXT_ENCODER, UNET, VAE, VIT } from '../../src/models/kinds.ts';
import { parseUNetConfig, type UNetConfig } from '../../src/models/unet-config.ts';
import { unet2dCondition } from '../../src/models/unet.ts';
import { parseVaeConfig, type VaeConfig } from '../../src/models/vae-config.ts';
import { vaeDecode, vaeEncode } from '../../src/models/vae.ts';
import { parseVitConfig, vit } from '../../src/models/vit.ts';
import { BUNDLE_FOLDERS } from '../../src/pipeline/bundle.ts';
import type { BundleSettingsInput } from '../../src/pipeline/bundle-settings.ts';
import { writeBundle } from '../../src/pipeline/write-bundle.ts';
import type { TokenizerDefinition } from '../../src/tokenizer/tokenizer.ts';
import { writeTokenizer } from '../../src/tokenizer/tokenizer-files.ts';
import { trainTokenizer } from '../../src/tokenizer/train-tokenizer.ts';

export interface TinyBundleOptions {
  readonly seed?: number;
  readonly scheduler?: SchedulerConfigInput;
  readonly settings?: BundleSettingsInput;
  /** Without the ID encoder, as Stable Diffusion's own bundles are. */
  readonly withoutIdentity?: boolean;
  /** In place of one that knows a dozen words. */
  readonly tokenizer?: TokenizerDefinition;
  /** Other networks than the smallest; the text encoder stays 32 wide. */
  readonly unet?: UNetConfig;
  readonly vae?: VaeConfig;
}

const WORDS = ['a', 'as', 'chef', 'photo', 'of', 'person', 'red', 'hat', 'wearing', 'blue', 'ugly'];
const LENGTH = 16;
const WIDTH = 32;

const smallestUNet = parseUNetConfig({
  sample_size: 32,
  down_block_types: ['DownBlock2D', 'CrossAttnDownBlock2D'],
  up_block_types: ['CrossAttnUpBlock2D', 'UpBlock2D'],
  block_out_channels: [32, 32],
  layers_per_block: 1,
  norm_num_groups: 8,
  cross_attention_dim: WIDTH,
  attention_head_dim: 2,
  use_linear_projection: true,
});

const smallestVae = parseVaeConfig({
  sample_size: 64,
  down_block_types: ['DownEncoderBlock2D', 'DownEncoderBlock2D'],
  up_block_types: ['UpDecoderBlock2D', 'UpDecoderBlock2D'],
  block_out_channels: [8, 8],
  layers_per_block: 1,
  norm_num_groups: 4,
  scaling_factor: 0.7,
  mid_block_add_attention: false,
});

const face = parseVitConfig({
  hidden_size: 16,
  num_hidden_layers: 4,
  num_attention_heads: 2,
  intermediate_size: 32,
  image_size: 112,
  patch_size: 28,
  taps: [1, 2, 3, 4],
  embedding_size: 24,
});

const words = parseIdEncoderConfig({
  words: 2,
  feature_sizes: [16, 16, 16, 16, 24],
  hidden_sizes: [32],
  width: WIDTH,
  initial_deviation: 0.05,
});

const detector = parseFaceDetectorConfig({ stem: 8, widths: [8, 16], blocks_per_stage: 1 });

const floats = (name: string, shape: readonly number[]): Value => input(name, { dtype: 'float32', shape });

/** Writes all parts below `folder` and returns it. */
export async function writeTinyBundle(folder: string, options: TinyBundleOptions = {}): Promise<string> {
  const { seed = 1, scheduler = {}, settings = {}, withoutIdentity = false } = options;
  const { unet = smallestUNet, vae = smallestVae } = options;
  const definition = options.tokenizer ?? trainTokenizer(WORDS, { maxLength: LENGTH });
  const { maxLength } = definition;
  const save = <Config extends object>(
    part: keyof typeof BUNDLE_FOLDERS,
    kind: ModelKind<Config>,
    config: Config,
    build: (scope: Scope) => unknown,
  ): void => {
    const { scope, parameters } = createParameters();
    build(scope);
    const tensors = storedTensors(parameters, initialise(parameters, `${seed} ${part}`));
    saveModel(join(folder, BUNDLE_FOLDERS[part]), kind, config, tensors, { dtype: 'float16' });
  };
  await writeTokenizer(join(folder, BUNDLE_FOLDERS.tokenizer), definition);
  const text = parseClipTextConfig({
    vocab_size: definition.vocabulary.size,
    hidden_size: WIDTH,
    intermediate_size: 64,
    num_hidden_layers: 2,
    num_attention_heads: 2,
    max_position_embeddings: maxLength,
  });
  save('textEncoder', TEXT_ENCODER, text, (scope) =>
    clipText(scope, text, input('ids', { dtype: 'int64', shape: [1, maxLength] })),
  );
  save('unet', UNET, unet, (scope) =>
    unet2dCondition(scope, unet, {
      sample: floats('sample', [1, 4, 8, 8]),
      timestep: floats('timestep', [1]),
      encoderHiddenStates: floats('states', [1, maxLength, WIDTH]),
    }),
  );
  save('vae', VAE, vae, (scope) => {
    vaeEncode(scope, vae, floats('image', [1, 3, 32, 32]));
    vaeDecode(scope, vae, floats('latents', [1, 4, 16, 16]));
  });
  if (!withoutIdentity) {
    save('vit', VIT, face, (scope) => vit(scope, face, floats('image', [1, 3, 112, 112])));
    save('idEncoder', ID_ENCODER, words, (scope) => idEncoder(scope, words, floats('features', [1, 88])));
    save('detector', FACE_DETECTOR, detector, (scope) =>
      faceDetector(scope, detector, floats('image', [1, 3, 128, 128])),
    );
  }
  writeBundle(folder, {
    scheduler: { beta_schedule: 'scaled_linear', clip_sample: false, ...scheduler },
    settings: { name: 'tiny', steps: 4, guidance_scale: 3, ...settings },
  });
  return folder;
}

/** Cuts every network's weights into two shards behind an index, as publishers of large models do; returns the folder. */
export function shardWeights(folder: string): string {
  for (const part of ['text_encoder', 'unet', 'vae']) {
    const [file = ''] = readdirSync(join(folder, part)).filter((name) => name.endsWith('.safetensors'));
    const stem = file.replace('.safetensors', '');
    const opened = openSafetensors(join(folder, part, file));
    const keys = [...opened.entries.keys()];
    const map: Record<string, string> = {};
    [keys.slice(0, keys.length >> 1), keys.slice(keys.length >> 1)].forEach((own, n) => {
      const shard = `${stem}-0000${n + 1}-of-00002.safetensors`;
      const tensors = new Map(own.map((key) => [key, readTensor(opened, key)]));
      writeSafetensors(join(folder, part, shard), tensors, { dtype: 'float16', metadata: { format: 'pt' } });
      for (const key of own) map[key] = shard;
    });
    rmSync(join(folder, part, file));
    writeFileSync(
      join(folder, part, `${file}.index.json`),
      JSON.stringify({ metadata: {}, weight_map: map }),
    );
  }
  return folder;
}
