/** @file The differentiable and the fused kernels of every model with attention compute the same. */
import { expect, test } from 'vitest';
import type { Scope } from '../../src/checkpoint/scope.ts';
import { input, type Value } from '../../src/graph/graph.ts';
import { clipText, parseClipTextConfig } from '../../src/models/clip-text.ts';
import { parseUNetConfig } from '../../src/models/unet-config.ts';
import { unet2dCondition } from '../../src/models/unet.ts';
import { parseVaeConfig } from '../../src/models/vae-config.ts';
import { vaeDecode, vaeEncode } from '../../src/models/vae.ts';
import { parseVitConfig, vit } from '../../src/models/vit.ts';
import { int64 } from '../../src/tensor/tensor.ts';
import { evaluate } from '../helpers/evaluate.ts';
import { noise, type Outputs, relativeDifference, scopes, someWeights, type Tensors } from './forward.ts';

const floats = (name: string, ...shape: number[]): Value => input(name, { dtype: 'float32', shape });

const unet = parseUNetConfig({
  in_channels: 4,
  out_channels: 4,
  down_block_types: ['DownBlock2D', 'CrossAttnDownBlock2D'],
  up_block_types: ['CrossAttnUpBlock2D', 'UpBlock2D'],
  block_out_channels: [16, 32],
  layers_per_block: 1,
  norm_num_groups: 8,
  cross_attention_dim: 24,
  attention_head_dim: [2, 4],
  use_linear_projection: true,
});
const vae = parseVaeConfig({
  down_block_types: ['DownEncoderBlock2D', 'DownEncoderBlock2D'],
  up_block_types: ['UpDecoderBlock2D', 'UpDecoderBlock2D'],
  block_out_channels: [8, 16],
  norm_num_groups: 4,
});
const text = parseClipTextConfig({
  vocab_size: 50,
  hidden_size: 32,
  intermediate_size: 64,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  max_position_embeddings: 12,
});
const face = parseVitConfig({
  hidden_size: 24,
  num_hidden_layers: 3,
  num_attention_heads: 3,
  intermediate_size: 48,
  image_size: 16,
  patch_size: 4,
  taps: [1, 3],
  embedding_size: 10,
});

const models: [string, (scope: Scope) => Outputs, Tensors][] = [
  [
    'UNet',
    (scope) => ({
      y: unet2dCondition(scope, unet, {
        sample: floats('sample', 2, 4, 8, 8),
        timestep: floats('timestep', 2),
        encoderHiddenStates: floats('prompt', 2, 5, 24),
      }),
    }),
    { sample: noise([2, 4, 8, 8], 'a'), timestep: noise([2], 't'), prompt: noise([2, 5, 24], 'p') },
  ],
  [
    'VAE',
    (scope) => ({
      ...vaeEncode(scope, vae, floats('image', 2, 3, 16, 16)),
      decoded: vaeDecode(scope, vae, floats('latents', 2, 4, 8, 8)),
    }),
    { image: noise([2, 3, 16, 16], 'i'), latents: noise([2, 4, 8, 8], 'l') },
  ],
  [
    'text encoder',
    (scope) => ({ y: clipText(scope, text, input('ids', { dtype: 'int64', shape: [2, 7] })) }),
    { ids: int64([2, 7], [1, 2, 3, 4, 5, 6, 7, 49, 48, 47, 46, 45, 44, 0]) },
  ],
  [
    'ViT',
    (scope) => {
      const { cls, final } = vit(scope, face, floats('image', 2, 3, 16, 16));
      return { ...Object.fromEntries(cls.map((value, n) => [`tap${n}`, value])), final };
    },
    { image: noise([2, 3, 16, 16], 'v') },
  ],
];

test.each(models)(
  'the %s is the same with differentiable and with fused kernels',
  async (_name, build, feeds) => {
    const { training, inference } = scopes(someWeights(build));
    const expected = await evaluate(build(training), feeds);
    const actual = await evaluate(build(inference), feeds);
    expect(Object.keys(actual).length).toBeGreaterThan(0);
    for (const [name, tensor] of Object.entries(expected)) {
      expect(relativeDifference(actual[name], tensor), name).toBeLessThan(1e-4);
    }
  },
);
