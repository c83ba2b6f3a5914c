/** @file Composites: functions that are several operators, and the losses. */
import { ShapeError } from '../errors.ts';
import { formatShape, sizeOf } from '../tensor/shape.ts';
import { float32 } from '../tensor/tensor.ts';
import { filled, scalar } from './constants.ts';
import { constant, type Value } from './graph.ts';
import { add } from './ops/add.ts';
import { div } from './ops/div.ts';
import { gemm } from './ops/gemm.ts';
import { layerNormalization } from './ops/layer-normalization.ts';
import { matMul } from './ops/mat-mul.ts';
import { mul } from './ops/mul.ts';
import { multiHeadAttention } from './ops/multi-head-attention.ts';
import { quickGelu as scaledSilu } from './ops/quick-gelu.ts';
import { reduceMean } from './ops/reduce-mean.ts';
import { reduceSum } from './ops/reduce-sum.ts';
import { reshape } from './ops/reshape.ts';
import { softmax } from './ops/softmax.ts';
import { sqrt } from './ops/sqrt.ts';
import { sub } from './ops/sub.ts';
import { transpose } from './ops/transpose.ts';

export { scalar } from './constants.ts';
export { gelu } from './ops/gelu.ts';

/** x · sigmoid(x). */
export const silu = (x: Value): Value => scaledSilu(x, 1);

/** x · sigmoid(1.702 x), the GELU of OpenAI's CLIP. */
export const quickGelu = (x: Value): Value => scaledSilu(x, 1.702);

/** x Wᵀ + bias over the last dimension: `weight` is [out, in], `bias` [out]. One matrix product over all tokens. */
export function linear(x: Value, weight: Value, bias?: Value): Value {
  const { shape } = x.type;
  const [out = 0, width = 0] = weight.type.shape;
  if (shape.at(-1) !== width) {
    throw new ShapeError(`linear: ${formatShape(shape)} by a weight of ${formatShape(weight.type.shape)}`);
  }
  const rows = gemm(reshape(x, [-1, width]), weight, { c: bias, transB: true });
  return reshape(rows, [...shape.slice(0, -1), out]);
}

/** `x` [batch, channels, ...], normalised over each of `groups` runs of channels; `scale` and `bias` are [channels]. */
export function groupNorm(x: Value, scale: Value, bias: Value, groups: number, epsilon: number): Value {
  const { shape } = x.type;
  const [batch = 0, channels = 0, ...pixels] = shape;
  if (channels % groups !== 0) {
    throw new ShapeError(`groupNorm: ${groups} groups do not divide ${formatShape(shape)}`);
  }
  const size = (channels / groups) * sizeOf(pixels);
  const rows = reshape(x, [batch * groups, size]);
  const normalized = layerNormalization(rows, filled([size], 1), filled([size], 0), epsilon);
  const perChannel = (value: Value): Value => reshape(value, [channels, ...pixels.map(() => 1)]);
  return add(mul(reshape(normalized, shape), perChannel(scale)), perChannel(bias));
}

export interface AttentionOptions {
  readonly heads: number;
  /** A token sees itself and those before it, of as many keys. */
  readonly causal?: boolean;
  /** One node of the runtime's own, faster, without a gradient: for inference only. */
  readonly fused?: boolean;
}

/** softmax(q kᵀ / √(channels / heads)) v: `q` [batch, tokens, channels], `k` and `v` [batch, keys, channels]. */
export function attention(q: Value, k: Value, v: Value, options: AttentionOptions): Value {
  const { heads, causal = false, fused = false } = options;
  const [batch = 0, tokens = 0, channels = 0] = q.type.shape;
  if (channels % heads !== 0) {
    throw new ShapeError(`attention: ${heads} heads do not divide ${formatShape(q.type.shape)}`);
  }
  const [, keys = 0] = k.type.shape;
  // With more keys the runtime and the mask below disagree on which of them come before a token.
  if (causal && keys !== tokens) {
    throw new ShapeError(
      `attention: causal ${formatShape(q.type.shape)} needs as many keys, not ${formatShape(k.type.shape)}`,
    );
  }
  if (fused) return multiHeadAttention(q, k, v, { heads, causal });
  const width = channels / heads;
  const split = (x: Value, length: number, perm: readonly number[]): Value =>
    transpose(reshape(x, [batch, length, heads, width]), perm);
  const queries = mul(split(q, tokens, [0, 2, 1, 3]), scalar(1 / Math.sqrt(width)));
  let scores = matMul(queries, split(k, keys, [0, 2, 3, 1]));
  if (causal) scores = add(scores, causalMask(tokens));
  const mixed = matMul(softmax(scores), split(v, keys, [0, 2, 1, 3]));
  return reshape(transpose(mixed, [0, 2, 1, 3]), [batch, tokens, channels]);
}

/** [tokens, tokens]: 0 where a token may look, the lowest float32 where not. */
function causalMask(tokens: number): Value {
  const mask = new Float32Array(tokens * tokens);
  for (let token = 0; token < tokens; token++)
    mask.fill(-3.4028234663852886e38, token * tokens + token + 1, (token + 1) * tokens);
  return constant(float32([tokens, tokens], mask));
}

/** x / √(Σ x² + epsilon) along `axis`. */
export const l2Normalize = (x: Value, axis = -1, epsilon = 1e-12): Value =>
  div(x, sqrt(add(reduceSum(mul(x, x), [axis], true), scalar(epsilon))));

const everyAxis = (x: Value): number[] => [...x.type.shape.keys()];

/** The mean of all elements, of shape []. */
export const mean = (x: Value): Value => reduceMean(x, everyAxis(x));

/** The mean of (a − b)², of shape []. */
export function meanSquaredError(a: Value, b: Value): Value {
  const difference = sub(a, b);
  return mean(mul(difference, difference));
}
