/** @file A ControlNet (Zhang et al. 2023), as diffusers' ControlNetModel: a picture says where things are. */
import type { Scope } from '../checkpoint/scope.ts';
import { silu } from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { add, mul, reshape } from '../graph/ops/index.ts';
import { channelsOf, conv2d } from '../nn/conv2d.ts';
import type { ControlNetConfig } from './controlnet-config.ts';
import { condition, unetEncoder, type UNetFeatures, type UNetInputs } from './unet-encoder.ts';

export interface ControlNetInputs extends UNetInputs {
  /** `[batch, 3, height * 8, width * 8]` in [0, 1]; 8 follows from the config (`controlDownscaleOf`). */
  readonly control: Value;
  /** How strongly each row heeds its picture, `[batch]`; 0 is not at all. */
  readonly scale: Value;
}

/** What the UNet adds to its own features. */
export function controlNet(scope: Scope, config: ControlNetConfig, inputs: ControlNetInputs): UNetFeatures {
  const { sample, control, scale } = inputs;
  const out = config.block_out_channels[0] ?? 0;
  const seen = conv2d(scope.at('conv_in'), { out }, sample);
  const asked = controlEmbedding(scope.at('controlnet_cond_embedding'), config, control);
  const { skips, mid } = unetEncoder(scope, config, add(seen, asked), condition(scope, config, inputs));
  const strength = reshape(scale, [-1, 1, 1, 1]);
  const scaled = (name: string, x: Value): Value => mul(zeroConv(scope.at(name), x), strength);
  return {
    skips: skips.map((skip, i) => scaled(`controlnet_down_blocks.${i}`, skip)),
    mid: scaled('controlnet_mid_block', mid),
  };
}

/** The control picture at the latents' size, `[batch, block_out_channels[0], height, width]`. */
function controlEmbedding(scope: Scope, config: ControlNetConfig, control: Value): Value {
  const [first = 0, ...wider] = config.conditioning_embedding_out_channels;
  let h = silu(conv2d(scope.at('conv_in'), { out: first }, control));
  wider.forEach((out, i) => {
    h = silu(conv2d(scope.at(`blocks.${2 * i}`), { out: channelsOf(h) }, h));
    h = silu(conv2d(scope.at(`blocks.${2 * i + 1}`), { out, stride: 2 }, h));
  });
  return conv2d(scope.at('conv_out'), { out: config.block_out_channels[0] ?? 0, gain: 0 }, h);
}

/** A 1x1 convolution that begins at zero, so that training starts from the UNet's own pictures. */
const zeroConv = (scope: Scope, x: Value): Value =>
  conv2d(scope, { out: channelsOf(x), kernel: 1, gain: 0 }, x);
