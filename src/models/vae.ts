/** @file The autoencoder between pictures and latents (diffusers' AutoencoderKL). */
import type { Scope } from '../checkpoint/scope.ts';
import { silu } from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { add, clip, split } from '../graph/ops/index.ts';
import { attend } from '../nn/attention.ts';
import { channelsOf, conv2d, downsampleAsymmetric, upsample } from '../nn/conv2d.ts';
import { linear } from '../nn/linear.ts';
import { groupNorm, type GroupNormConfig } from '../nn/norm.ts';
import { resnetBlock } from '../nn/resnet-block.ts';
import { pictureOf, tokensOf } from '../nn/tokens.ts';
import type { VaeConfig } from './vae-config.ts';

export interface LatentDistribution {
  /** `[batch, latent_channels, height / 8, width / 8]` for four blocks; not yet scaled by scaling_factor. */
  readonly mean: Value;
  /** Of the same shape, within [-30, 20]. */
  readonly logVariance: Value;
}

const normOf = (config: VaeConfig): GroupNormConfig => ({ groups: config.norm_num_groups, eps: 1e-6 });

/** `image` `[batch, 3, height, width]` in [-1, 1]. */
export function vaeEncode(scope: Scope, config: VaeConfig, image: Value): LatentDistribution {
  const { block_out_channels: channels, latent_channels: latents } = config;
  const encoder = scope.at('encoder');
  let h = conv2d(encoder.at('conv_in'), { out: channels[0] ?? 0 }, image);
  channels.forEach((out, i) => {
    const block = encoder.at(`down_blocks.${i}`);
    h = resnets(block, config, config.layers_per_block, out, h);
    if (i < channels.length - 1) h = downsampleAsymmetric(block.at('downsamplers.0'), h);
  });
  h = midBlock(encoder.at('mid_block'), config, h);
  h = silu(groupNorm(encoder.at('conv_norm_out'), normOf(config), h));
  h = conv2d(encoder.at('conv_out'), { out: 2 * latents }, h);
  if (config.use_quant_conv) h = conv2d(scope.at('quant_conv'), { out: 2 * latents, kernel: 1 }, h);
  const [mean = h, logVariance = h] = split(h, 1, [latents, latents]);
  return { mean, logVariance: clip(logVariance, -30, 20) };
}

/** `latents` `[batch, latent_channels, height, width]`, already divided by scaling_factor, to an image about in [-1, 1]. */
export function vaeDecode(scope: Scope, config: VaeConfig, latents: Value): Value {
  const channels = config.block_out_channels.toReversed();
  const decoder = scope.at('decoder');
  let h = latents;
  if (config.use_post_quant_conv) {
    h = conv2d(scope.at('post_quant_conv'), { out: config.latent_channels, kernel: 1 }, h);
  }
  h = conv2d(decoder.at('conv_in'), { out: channels[0] ?? 0 }, h);
  h = midBlock(decoder.at('mid_block'), config, h);
  channels.forEach((out, i) => {
    const block = decoder.at(`up_blocks.${i}`);
    h = resnets(block, config, config.layers_per_block + 1, out, h);
    if (i < channels.length - 1) h = upsample(block.at('upsamplers.0'), h);
  });
  h = silu(groupNorm(decoder.at('conv_norm_out'), normOf(config), h));
  return conv2d(decoder.at('conv_out'), { out: config.out_channels }, h);
}

function resnets(scope: Scope, config: VaeConfig, layers: number, out: number, x: Value): Value {
  let h = x;
  for (let n = 0; n < layers; n++) h = resnetBlock(scope.at(`resnets.${n}`), { out, ...normOf(config) }, h);
  return h;
}

function midBlock(scope: Scope, config: VaeConfig, x: Value): Value {
  const block = { out: channelsOf(x), ...normOf(config) };
  const h = resnetBlock(scope.at('resnets.0'), block, x);
  const seen = config.mid_block_add_attention ? selfAttention(scope.at('attentions.0'), config, h) : h;
  return resnetBlock(scope.at('resnets.1'), block, seen);
}

/** One head over all places. Old checkpoints say query, key, value and proj_attn. */
function selfAttention(scope: Scope, config: VaeConfig, x: Value): Value {
  const out = channelsOf(x);
  const [toQ, toK, toV, toOut]: readonly [string, string, string, string] =
    scope.has('query.weight') === true
      ? ['query', 'key', 'value', 'proj_attn']
      : ['to_q', 'to_k', 'to_v', 'to_out.0'];
  const tokens = tokensOf(groupNorm(scope.at('group_norm'), normOf(config), x));
  const attended = attend(scope, { heads: 1 }, [
    linear(scope.at(toQ), { out }, tokens),
    linear(scope.at(toK), { out }, tokens),
    linear(scope.at(toV), { out }, tokens),
  ]);
  return add(pictureOf(linear(scope.at(toOut), { out, gain: 0.3 }, attended), x), x);
}
