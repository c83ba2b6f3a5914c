/** @file The denoising UNet of latent diffusion (Rombach et al. 2022), as diffusers' UNet2DConditionModel. */
import type { Scope } from '../checkpoint/scope.ts';
import { silu } from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { conv2d } from '../nn/conv2d.ts';
import { groupNorm } from '../nn/norm.ts';
import { timestepEmbedding, timesteps } from '../nn/timestep-embedding.ts';
import { type Conditioning, downBlock, midBlock, upBlock, type UNetBlockConfig } from './unet-blocks.ts';
import { headsAt, type UNetConfig } from './unet-config.ts';

export interface UNetInputs {
  /** Noisy latents, `[batch, in_channels, height, width]`. */
  readonly sample: Value;
  /** float32 `[batch]`: each sample has its own. */
  readonly timestep: Value;
  /** The prompt, `[batch, tokens, cross_attention_dim]`. */
  readonly encoderHiddenStates: Value;
}

/** The prediction (noise, or velocity), `[batch, out_channels, height, width]`. */
export function unet2dCondition(scope: Scope, config: UNetConfig, inputs: UNetInputs): Value {
  const { block_out_channels: channels, norm_num_groups: groups, norm_eps: eps } = config;
  const conditioning = condition(scope, config, inputs);
  const skips = [conv2d(scope.at('conv_in'), { out: channels[0] ?? 0 }, inputs.sample)];
  const last = (): Value => skips.at(-1) ?? inputs.sample;
  channels.forEach((_, i) => {
    skips.push(...downBlock(scope.at(`down_blocks.${i}`), downConfig(config, i), last(), conditioning));
  });
  let h = midBlock(scope.at('mid_block'), midConfig(config), last(), conditioning);
  channels.forEach((_, i) => {
    const block = upConfig(config, i);
    const taken = skips.splice(-block.layers).reverse();
    h = upBlock(scope.at(`up_blocks.${i}`), block, h, taken, conditioning);
  });
  h = silu(groupNorm(scope.at('conv_norm_out'), { groups, eps }, h));
  return conv2d(scope.at('conv_out'), { out: config.out_channels, gain: 0.1 }, h);
}

function condition(
  scope: Scope,
  config: UNetConfig,
  { timestep, encoderHiddenStates }: UNetInputs,
): Conditioning {
  const width = config.block_out_channels[0] ?? 0;
  const sinusoids = timesteps(
    { width, flipSinToCos: config.flip_sin_to_cos, freqShift: config.freq_shift },
    timestep,
  );
  const time = timestepEmbedding(scope.at('time_embedding'), { width: 4 * width }, sinusoids);
  return { activatedTime: silu(time), encoderHiddenStates };
}

/** The parts of a block's config that depend on its depth alone, 0 being the outermost. */
function blockAt(
  config: UNetConfig,
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

const downConfig = (config: UNetConfig, i: number): UNetBlockConfig => ({
  ...blockAt(config, i, config.down_block_types[i] === 'CrossAttnDownBlock2D'),
  layers: config.layers_per_block,
  resample: i < config.block_out_channels.length - 1,
});

const midConfig = (config: UNetConfig): UNetBlockConfig => ({
  ...blockAt(config, -1, true),
  layers: 1,
  resample: false,
});

const upConfig = (config: UNetConfig, i: number): UNetBlockConfig => ({
  ...blockAt(config, -1 - i, config.up_block_types[i] === 'CrossAttnUpBlock2D'),
  layers: config.layers_per_block + 1,
  resample: i < config.block_out_channels.length - 1,
});
