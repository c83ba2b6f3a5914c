/**
 * @file What a whole prompt says, in one vector that is added to the time embedding: diffusers' TextTimeEmbedding, as in
 * DeepFloyd IF. Keys: norm1, pool (positional_embedding, q_proj, k_proj, v_proj), proj, norm2.
 */
import { normal, type Scope, zeros } from '../checkpoint/scope.ts';
import type { Value } from '../graph/graph.ts';
import { add, concat, reduceMean, reshape } from '../graph/ops/index.ts';
import { attend } from './attention.ts';
import { lastOf, linear } from './linear.ts';
import { layerNorm } from './norm.ts';

export interface TextTimeEmbeddingConfig {
  /** Of the result. */
  readonly width: number;
  readonly heads: number;
}

/** `[batch, tokens, channels]` to `[batch, width]`. In training it starts silent: the last norm's weights are zeros. */
export function textTimeEmbedding(
  scope: Scope,
  { width, heads }: TextTimeEmbeddingConfig,
  encoderHiddenStates: Value,
): Value {
  const tokens = layerNorm(scope.at('norm1'), {}, encoderHiddenStates);
  const pooled = attentionPooling(scope.at('pool'), heads, tokens);
  return layerNorm(scope.at('norm2'), { weight: zeros }, linear(scope.at('proj'), { out: width }, pooled));
}

/** Attention of the tokens' mean, with a learnt vector added, to itself and the tokens: `[batch, channels]`. */
function attentionPooling(scope: Scope, heads: number, tokens: Value): Value {
  const out = lastOf(tokens.type.shape);
  const position = scope.tensor('positional_embedding', [1, out], normal(1 / Math.sqrt(out)));
  const asking = add(reduceMean(tokens, [1], true), reshape(position, [1, 1, out]));
  const seen = concat([asking, tokens], 1);
  const attended = attend(scope, { heads }, [
    linear(scope.at('q_proj'), { out }, asking),
    linear(scope.at('k_proj'), { out }, seen),
    linear(scope.at('v_proj'), { out }, seen),
  ]);
  return reshape(attended, [-1, out]);
}
