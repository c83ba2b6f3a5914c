/** @file The denoising UNet of latent diffusion (Rombach et al. 2022), as diffusers' UNet2DConditionModel. */
import type { Scope } from '../checkpoint/scope.ts';
import { silu } from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { add } from '../graph/ops/index.ts';
import { conv2d } from '../nn/conv2d.ts';
import { groupNorm } from '../nn/norm.ts';
import { upBlock, type UNetBlockConfig } from './unet-blocks.ts';
import type { UNetConfig } from './unet-config.ts';
import { blockAt, condition, unetEncoder, type UNetFeatures, type UNetInputs } from './unet-encoder.ts';

/**
 * The prediction (noise, or velocity), `[batch, out_channels, height, width]`. `residuals`, from a ControlNet, are added
 * to the skips and to the middle.
 */
export function unet2dCondition(
  scope: Scope,
  config: UNetConfig,
  inputs: UNetInputs,
  residuals?: UNetFeatures,
): Value {
  const { block_out_channels: channels, norm_num_groups: groups, norm_eps: eps } = config;
  const conditioning = condition(scope, config, inputs);
  const first = conv2d(scope.at('conv_in'), { out: channels[0] ?? 0 }, inputs.sample);
  const seen = unetEncoder(scope, config, first, conditioning);
  const { skips: left, mid } = residuals === undefined ? seen : withResiduals(seen, residuals);
  const skips = [...left];
  let h = mid;
  channels.forEach((_, i) => {
    const block = upConfig(config, i);
    const taken = skips.splice(-block.layers).reverse();
    h = upBlock(scope.at(`up_blocks.${i}`), block, h, taken, conditioning);
  });
  h = silu(groupNorm(scope.at('conv_norm_out'), { groups, eps }, h));
  return conv2d(scope.at('conv_out'), { out: config.out_channels, gain: 0.1 }, h);
}

const withResiduals = (seen: UNetFeatures, { skips, mid }: UNetFeatures): UNetFeatures => ({
  skips: seen.skips.map((skip, i) => {
    const residual = skips[i];
    return residual === undefined ? skip : add(skip, residual);
  }),
  mid: add(seen.mid, mid),
});

const upConfig = (config: UNetConfig, i: number): UNetBlockConfig => ({
  ...blockAt(config, -1 - i, config.up_block_types[i] === 'CrossAttnUpBlock2D'),
  layers: config.layers_per_block + 1,
  resample: i < config.block_out_channels.length - 1,
});
