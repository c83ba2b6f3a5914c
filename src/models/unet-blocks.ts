/** @file The blocks on the way down, in the middle and on the way up a UNet, with diffusers' names. */
import type { Scope } from '../checkpoint/scope.ts';
import type { Value } from '../graph/graph.ts';
import { concat } from '../graph/ops/index.ts';
import { downsample, upsample } from '../nn/conv2d.ts';
import { resnetBlock } from '../nn/resnet-block.ts';
import { transformer2d } from '../nn/transformer-2d.ts';

/** What every block sees beside the picture. */
export interface Conditioning {
  /** silu of the time embedding, `[batch, width]`. */
  readonly activatedTime: Value;
  /** `[batch, tokens, width]`. */
  readonly encoderHiddenStates: Value;
}

export interface UNetBlockConfig {
  readonly out: number;
  /** undefined in blocks without attention. */
  readonly heads: number | undefined;
  readonly layers: number;
  readonly groups: number;
  readonly eps: number;
  readonly useLinearProjection: boolean;
  /** Whether the block ends in a downsampler or upsampler. */
  readonly resample: boolean;
}

/** One residual block, then one transformer where the block has attention: `resnets.n`, `attentions.n`. */
function layer(
  scope: Scope,
  config: UNetBlockConfig,
  n: number,
  x: Value,
  conditioning: Conditioning,
): Value {
  const { heads } = config;
  const h = resnetBlock(scope.at(`resnets.${n}`), config, x, conditioning.activatedTime);
  if (heads === undefined) return h;
  return transformer2d(
    scope.at(`attentions.${n}`),
    { ...config, heads },
    h,
    conditioning.encoderHiddenStates,
  );
}

/** The pictures after each layer and after the downsampler; the last one goes on. */
export function downBlock(
  scope: Scope,
  config: UNetBlockConfig,
  x: Value,
  conditioning: Conditioning,
): Value[] {
  const skips: Value[] = [];
  let h = x;
  for (let n = 0; n < config.layers; n++) {
    h = layer(scope, config, n, h, conditioning);
    skips.push(h);
  }
  if (config.resample) skips.push(downsample(scope.at('downsamplers.0'), { padding: 1 }, h));
  return skips;
}

export function midBlock(scope: Scope, config: UNetBlockConfig, x: Value, conditioning: Conditioning): Value {
  const h = layer(scope, config, 0, x, conditioning);
  return resnetBlock(scope.at('resnets.1'), config, h, conditioning.activatedTime);
}

/** `skips` are in the order in which layers take them, one a layer. */
export function upBlock(
  scope: Scope,
  config: UNetBlockConfig,
  x: Value,
  skips: readonly Value[],
  conditioning: Conditioning,
): Value {
  const h = skips.reduce(
    (value, skip, n) => layer(scope, config, n, concat([value, skip], 1), conditioning),
    x,
  );
  return config.resample ? upsample(scope.at('upsamplers.0'), h) : h;
}
