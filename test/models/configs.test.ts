/** @file Configs are parsed as diffusers and transformers mean them, and refused where a network would differ. */
import { describe, expect, test } from 'vitest';
import { CheckpointError } from '../../src/errors.ts';
import { parseClipTextConfig } from '../../src/models/clip-text.ts';
import { parseFaceDetectorConfig } from '../../src/models/face-detector.ts';
import { parseFaceRecognizerConfig } from '../../src/models/face-recognizer.ts';
import { parseIdEncoderConfig } from '../../src/models/id-encoder.ts';
import { parseImageTextConfig } from '../../src/models/image-text.ts';
import { sd21UNet, sd21Vae } from '../../src/models/presets/sd-2.1-base.ts';
import { toonUNet, toonVae } from '../../src/models/presets/toon.ts';
import { headsAt, parseUNetConfig } from '../../src/models/unet-config.ts';
import { downscaleOf, parseVaeConfig } from '../../src/models/vae-config.ts';
import { parseVitConfig } from '../../src/models/vit.ts';

const unet = { ...toonUNet() };

describe('a UNet config', () => {
  test('may hold entries that do not change the network', () => {
    expect(parseUNetConfig({ ...unet, _class_name: 'UNet2DConditionModel', dropout: 0 })).toEqual(unet);
  });

  test('means heads by attention_head_dim, block by block or for all', () => {
    expect([0, 1, 2, -1].map((depth) => headsAt(sd21UNet, depth))).toEqual([5, 10, 20, 20]);
    expect(headsAt({ ...sd21UNet, attention_head_dim: 8 }, 2)).toBe(8);
  });

  test.each<[string, object, RegExp]>([
    ['another activation', { act_fn: 'gelu' }, /act_fn/],
    [
      'another block',
      { down_block_types: ['AttnDownBlock2D', 'DownBlock2D', 'DownBlock2D'] },
      /down_block_types/,
    ],
    [
      'a list of the wrong length',
      { attention_head_dim: [1, 2] },
      /attention_head_dim has 2 entries, expected 3/,
    ],
    [
      'several transformer blocks a layer',
      { transformer_layers_per_block: 2 },
      /transformer_layers_per_block/,
    ],
    ['class embeddings', { class_embed_type: 'timestep' }, /class_embed_type/],
    ['no width of the prompt', { cross_attention_dim: undefined }, /cross_attention_dim/],
    ['a skipped time activation', { resnet_skip_time_act: true }, /resnet_skip_time_act/],
    ['other time embeddings', { time_embedding_type: 'fourier' }, /time_embedding_type/],
    ['an activation after the time', { timestep_post_act: 'silu' }, /timestep_post_act/],
  ])('with %s is refused by that name', (_name, entries, message) => {
    const parse = (): unknown => parseUNetConfig({ ...unet, ...entries });
    expect(parse).toThrow(CheckpointError);
    expect(parse).toThrow(message);
  });
});

test.each([
  [12, [3, 6, 9, 12]],
  [6, [2, 3, 5, 6]],
  [24, [6, 12, 18, 24]],
])('a ViT of %i layers whose config names no taps is tapped at its quarters', (layers, taps) => {
  const config = {
    hidden_size: 8,
    num_attention_heads: 1,
    intermediate_size: 8,
    image_size: 8,
    patch_size: 4,
  };
  expect(parseVitConfig({ ...config, num_hidden_layers: layers })).toMatchObject({ taps });
});

test('a VAE of four blocks makes one latent place of 8 x 8 pixels', () => {
  expect(downscaleOf(sd21Vae)).toBe(8);
  expect(downscaleOf(toonVae(8))).toBe(8);
  expect(toonVae(8, 0.7)).toMatchObject({ latent_channels: 8, scaling_factor: 0.7 });
});

test.each<[string, (json: unknown) => unknown, unknown, RegExp]>([
  ['VAE', parseVaeConfig, { ...toonVae(), shift_factor: 1 }, /VAE config[^]*shift_factor/],
  ['text encoder', parseClipTextConfig, { hidden_act: 'relu' }, /text encoder config[^]*hidden_act/],
  ['ViT', parseVitConfig, { hidden_size: 0 }, /ViT config[^]*hidden_size/],
  ['ID encoder', parseIdEncoderConfig, { width: 3 }, /ID encoder config[^]*feature_sizes/],
  ['face recogniser', parseFaceRecognizerConfig, { widths: [] }, /face recogniser config[^]*widths/],
  ['face detector', parseFaceDetectorConfig, { widths: [1] }, /face detector config[^]*widths/],
  ['image-text judge', parseImageTextConfig, {}, /image-text config[^]*text_config/],
])('a damaged config of the %s is refused by the entry at fault', (_name, parse, json, message) => {
  expect(() => parse(json)).toThrow(CheckpointError);
  expect(() => parse(json)).toThrow(message);
});
