/** @file The way into a UNet: time, blocks down and the middle. A ControlNet is a second one of these. */
import type { Scope } from '../checkpoint/scope.ts';
import { silu } from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { add } from '../graph/ops/index.ts';
import { textTimeEmbedding } from '../nn/text-time-embedding.ts';
import { timestepEmbedding, timesteps } from '../nn/timestep-embedding.ts';
import { type Conditioning, downBlock, midBlock, type UNetBlockConfig } from './unet-blocks.ts';
import { headsAt, type UNetEncoderConfig } from './unet-config.ts';

export interface UNetInputs {
  /** Noisy latents, `[batch, in_channels, height, width]`. */
  readonly sample: Value;
  /** float32 `[batch]`: each sample has its own. */
  readonly timestep: Value;
  /** The prompt, `[batch, tokens, cross_attention_dim]`. */
  readonly encoderHiddenStates: Value;
}

/** What is added to the features on the way up, or was found on the way down: one for every skip, and the middle's. */
export interface UNetFeatures {
  /** From the outermost inwards. */
  readonly skips: readonly Value[];
  readonly mid: Value;
}

/** What every block sees beside the picture. Keys: time_embedding, add_embedding. */
export function condition(
  scope: Scope,
  config: UNetEncoderConfig,
  { timestep, encoderHiddenStates }: Omit<UNetInputs, 'sample'>,
): Conditioning {
  const width = config.block_out_channels[0] ?? 0;
  const sinusoids = timesteps(
    { width, flipSinToCos: config.flip_sin_to_cos, freqShift: config.freq_shift },
    timestep,
  );
  const time = timestepEmbedding(scope.at('time_embedding'), { width: 4 * width }, sinusoids);
  if (config.addition_embed_type === null) return { activatedTime: silu(time), encoderHiddenStates };
  const heads = config.addition_embed_type_num_heads;
  const text = textTimeEmbedding(scope.at('add_embedding'), { width: 4 * width, heads }, encoderHiddenStates);
  return { activatedTime: silu(add(time, text)), encoderHiddenStates };
}

/** `x` `[batch, block_out_channels[0], height, width]`, which is the first skip. Keys: down_blocks, mid_block. */
export function unetEncoder(
  scope: Scope,
  config: UNetEncoderConfig,
  x: Value,
  conditioning: Conditioning,
): UNetFeatures {
  const skips = [x];
  const last = (): Value => skips.at(-1) ?? x;
  config.block_out_channels.forEach((_, i) => {
    skips.push(...downBlock(scope.at(`down_blocks.${i}`), downConfig(config, i), last(), conditioning));
  });
  return { skips, mid: midBlock(scope.at('mid_block'), midConfig(config), last(), conditioning) };
}

/** The parts of a block's config that depend on its depth alone, 0 being the outermost. */
export function blockAt(
  config: UNetEncoderConfig,
  depth: number,
  attends: boolean,
): Omit<UNetBlockConfig, 'layers' | 'resample'> {
  return {
    out: config.block_out_channels.at(depth) ?? 0,
    heads: attends ? headsAt(config, depth) : undefined,
    groups: config.norm_num_groups,
    eps: config.norm_eps,
    useLinearProjection: config.use_linear_projection,
  };
}

const downConfig = (config: UNetEncoderConfig, i: number): UNetBlockConfig => ({
  ...blockAt(config, i, config.down_block_types[i] === 'CrossAttnDownBlock2D'),
  layers: config.layers_per_block,
  resample: i < config.block_out_channels.length - 1,
});

const midConfig = (config: UNetEncoderConfig): UNetBlockConfig => ({
  ...blockAt(config, -1, true),
  layers: 1,
  resample: false,
});
