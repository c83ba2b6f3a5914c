/** @file The feed-forward half of a transformer block with a gated GELU (diffusers' FeedForward with GEGLU). */
import type { Scope } from '../checkpoint/scope.ts';
import { gelu } from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { mul } from '../graph/ops/index.ts';
import { lastOf, linear } from './linear.ts';

/** x W₁ ⊙ gelu(x W₂), then back to x's width; W₁ and W₂ are the halves of one tensor. Keys: net.0.proj, net.2. */
export function feedForwardGeglu(scope: Scope, x: Value): Value {
  const width = lastOf(x.type.shape);
  const inner = 4 * width;
  const half = (start: number): Value =>
    linear(scope.at('net.0.proj'), { out: 2 * inner, rows: [start, start + inner] }, x);
  return linear(scope.at('net.2'), { out: width, gain: 0.3 }, mul(half(0), gelu(half(inner))));
}
