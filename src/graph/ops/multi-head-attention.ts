/** @file Attention of many heads in one node, for inference: it has no gradient. ONNX: com.microsoft MultiHeadAttention. */
import { ShapeError } from '../../errors.ts';
import { formatShape, sameShape } from '../../tensor/shape.ts';
import type { Value } from '../graph.ts';
import { defineOp, sharedDType } from '../op.ts';

const op = defineOp({
  opType: 'MultiHeadAttention',
  domain: 'com.microsoft',
  inputs: ['query', 'key', 'value'],
  outputs: ['output'],
  attributes: { num_heads: 1, unidirectional: 0 },
  infer({ query, key, value }, { num_heads }) {
    const [batch = 0, tokens = 0, channels = 0] = query.type.shape;
    const [, keys = 0, width = 0] = value.type.shape;
    const divides = channels % num_heads === 0 && width % num_heads === 0;
    const fits =
      query.type.shape.length === 3 &&
      sameShape(key.type.shape, [batch, keys, channels]) &&
      sameShape(value.type.shape, [batch, keys, width]);
    if (!fits || !divides) {
      const shapes = [query, key, value].map(({ type }) => formatShape(type.shape)).join(', ');
      throw new ShapeError(`MultiHeadAttention: ${shapes} in ${num_heads} heads`);
    }
    const dtype = sharedDType('MultiHeadAttention', query.type, key.type, value.type);
    return { output: { dtype, shape: [batch, tokens, width] } };
  },
});

export interface MultiHeadAttentionOptions {
  readonly heads: number;
  /** A token sees itself and those before it. */
  readonly causal?: boolean;
}

/** softmax(q kᵀ / √(channels / heads)) v of [batch, tokens, channels], [batch, keys, channels] and [batch, keys, width]. Throws ShapeError. */
export const multiHeadAttention = (
  query: Value,
  key: Value,
  value: Value,
  { heads, causal = false }: MultiHeadAttentionOptions,
): Value => op({ query, key, value }, { num_heads: heads, unidirectional: causal ? 1 : 0 }).output;
