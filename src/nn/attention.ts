/** @file Attention over tokens, as diffusers' Attention names its tensors (to_q, to_k, to_v, to_out.0). */
import type { Scope } from '../checkpoint/scope.ts';
import * as functional from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { lastOf, linear } from './linear.ts';

/** softmax(q kᵀ / sqrt(channels / heads)) v, by the kernel that the scope asks for; all `[batch, tokens, channels]`. */
export function attend(
  scope: Scope,
  { heads, causal = false }: { readonly heads: number; readonly causal?: boolean },
  [q, k, v]: readonly [Value, Value, Value],
): Value {
  return functional.attention(q, k, v, { heads, causal, fused: scope.kernels === 'fused' });
}

export interface AttentionConfig {
  readonly heads: number;
  /** Whether to_q, to_k and to_v have biases; false by default. to_out.0 always has. */
  readonly bias?: boolean;
}

/** Attention of `x` to `context` (itself by default), both `[batch, tokens, channels]`; the result has x's shape. */
export function attention(scope: Scope, config: AttentionConfig, x: Value, context = x): Value {
  const { heads, bias = false } = config;
  const out = lastOf(x.type.shape);
  const attended = attend(scope, { heads }, [
    linear(scope.at('to_q'), { out, bias }, x),
    linear(scope.at('to_k'), { out, bias }, context),
    linear(scope.at('to_v'), { out, bias }, context),
  ]);
  return linear(scope.at('to_out.0'), { out, gain: 0.3 }, attended);
}
