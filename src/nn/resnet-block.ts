/** @file The residual block of the UNet and the autoencoder (diffusers' ResnetBlock2D). */
import type { Scope } from '../checkpoint/scope.ts';
import { silu } from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { add, reshape } from '../graph/ops/index.ts';
import { channelsOf, conv2d } from './conv2d.ts';
import { linear } from './linear.ts';
import { groupNorm, type GroupNormConfig } from './norm.ts';

export interface ResnetBlockConfig extends GroupNormConfig {
  readonly out: number;
}

/** `activatedTime` is silu(time embedding), `[batch, width]`, which blocks share. Keys: norm1, conv1, time_emb_proj, norm2, conv2, conv_shortcut. */
export function resnetBlock(scope: Scope, config: ResnetBlockConfig, x: Value, activatedTime?: Value): Value {
  const { out } = config;
  let h = conv2d(scope.at('conv1'), { out }, silu(groupNorm(scope.at('norm1'), config, x)));
  if (activatedTime !== undefined) {
    const time = linear(scope.at('time_emb_proj'), { out }, activatedTime);
    h = add(h, reshape(time, [...time.type.shape, 1, 1]));
  }
  h = conv2d(scope.at('conv2'), { out, gain: 0.3 }, silu(groupNorm(scope.at('norm2'), config, h)));
  const residual = channelsOf(x) === out ? x : conv2d(scope.at('conv_shortcut'), { out, kernel: 1 }, x);
  return add(residual, h);
}
