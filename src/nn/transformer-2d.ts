/** @file Self and cross attention over the places of a picture (diffusers' Transformer2DModel with one block). */
import type { Scope } from '../checkpoint/scope.ts';
import type { Value } from '../graph/graph.ts';
import { add } from '../graph/ops/index.ts';
import { attention } from './attention.ts';
import { channelsOf, conv2d } from './conv2d.ts';
import { feedForwardGeglu } from './feed-forward.ts';
import { linear } from './linear.ts';
import { groupNorm, layerNorm } from './norm.ts';
import { pictureOf, tokensOf } from './tokens.ts';

export interface Transformer2dConfig {
  readonly heads: number;
  readonly groups: number;
  /** Whether proj_in and proj_out are dense layers over tokens or 1x1 convolutions. */
  readonly useLinearProjection: boolean;
}

/** `x` `[batch, channels, height, width]`, `context` `[batch, tokens, width]`. Keys: norm, proj_in, transformer_blocks.0, proj_out. */
export function transformer2d(scope: Scope, config: Transformer2dConfig, x: Value, context: Value): Value {
  const { heads, groups, useLinearProjection } = config;
  const out = channelsOf(x);
  const normal = groupNorm(scope.at('norm'), { groups, eps: 1e-6 }, x);
  const block = (tokens: Value): Value =>
    transformerBlock(scope.at('transformer_blocks.0'), { heads }, tokens, context);
  if (useLinearProjection) {
    const tokens = block(linear(scope.at('proj_in'), { out }, tokensOf(normal)));
    return add(pictureOf(linear(scope.at('proj_out'), { out, gain: 0.5 }, tokens), x), x);
  }
  const tokens = block(tokensOf(conv2d(scope.at('proj_in'), { out, kernel: 1 }, normal)));
  return add(conv2d(scope.at('proj_out'), { out, kernel: 1, gain: 0.5 }, pictureOf(tokens, x)), x);
}

/** Pre-norm block: self attention, attention to `context`, feed-forward (diffusers' BasicTransformerBlock). */
function transformerBlock(scope: Scope, config: { readonly heads: number }, x: Value, context: Value): Value {
  const norm = (n: 1 | 2 | 3, value: Value): Value => layerNorm(scope.at(`norm${n}`), {}, value);
  const seen = add(attention(scope.at('attn1'), config, norm(1, x)), x);
  const told = add(attention(scope.at('attn2'), config, norm(2, seen), context), seen);
  return add(feedForwardGeglu(scope.at('ff'), norm(3, told)), told);
}
