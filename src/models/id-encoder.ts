/** @file The M² ID encoder (DreamIdentity, eq. 3): one MLP a word from multi-scale face features to pseudo words. */
import { z } from 'zod';
import { count, parseConfig } from '../checkpoint/config.ts';
import { normal, type Scope, zeros } from '../checkpoint/scope.ts';
import { ShapeError } from '../errors.ts';
import { gelu } from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { add, concat, gemm, reshape, split } from '../graph/ops/index.ts';
import { layerNorm } from '../nn/norm.ts';
import { linear } from '../nn/linear.ts';
import { formatShape } from '../tensor/shape.ts';

const schema = z.object({
  /** k: pseudo words that stand for a person; 2 in the paper. */
  words: count.default(2),
  /** Widths of [v3, v6, v9, v12, v_final]; each is normalised on its own, for their magnitudes differ. */
  feature_sizes: z.array(count).nonempty(),
  /** `last`: the final identity vector alone, without the taps before it (a row of the paper's table 2). */
  scales: z.enum(['multi', 'last']).default('multi'),
  /** Widths of the hidden layers of each MLP. */
  hidden_sizes: z.array(count).default([1024]),
  /** Width of the text encoder's token embeddings. */
  width: count,
  /** Standard deviation of the last layer's first weights: near zero, so that words start at their bias. */
  initial_deviation: z.number().nonnegative().default(1e-3),
});

export type IdEncoderConfig = z.infer<typeof schema>;

/** Throws CheckpointError that names the entries at fault. */
export const parseIdEncoderConfig = (json: unknown): IdEncoderConfig =>
  parseConfig('ID encoder config', schema, json);

/**
 * Keys of the biases that the words start at, word by word, each `[width]`: a training sets them to the mean token
 * embedding of the names' first words, second words and so on.
 */
export const startingWordKeys = ({ words, hidden_sizes }: IdEncoderConfig): readonly string[] =>
  Array.from({ length: words }, (_, word) => `words.${word}.layers.${hidden_sizes.length}.bias`);

/** `features` `[batch, sum of feature_sizes]` to pseudo words `[batch, words, width]`. */
export function idEncoder(scope: Scope, config: IdEncoderConfig, features: Value): Value {
  const { feature_sizes: sizes, words, width, scales } = config;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const [batch, featureSize] = features.type.shape;
  if (batch === undefined || featureSize !== total) {
    throw new ShapeError(
      `ID encoder: features ${formatShape(features.type.shape)}, expected [batch, ${total}]`,
    );
  }
  const used = split(features, 1, sizes).slice(scales === 'last' ? -1 : 0);
  const normed = concat(
    used.map((scale, n) => layerNorm(scope.at(`norms.${n}`), {}, scale)),
    1,
  );
  const rows = Array.from({ length: words }, (_, word) => mlp(scope.at(`words.${word}`), config, normed));
  return reshape(concat(rows, 1), [batch, words, width]);
}

function mlp(scope: Scope, config: IdEncoderConfig, x: Value): Value {
  const { hidden_sizes: hidden, width, initial_deviation: deviation } = config;
  const h = hidden.reduce((value, out, n) => gelu(linear(scope.at(`layers.${n}`), { out }, value)), x);
  const last = scope.at(`layers.${hidden.length}`);
  const inputs = hidden.at(-1) ?? x.type.shape[1] ?? 0;
  return add(
    gemm(h, last.tensor('weight', [width, inputs], normal(deviation)), { transB: true }),
    last.tensor('bias', [width], zeros),
  );
}
