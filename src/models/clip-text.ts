/** @file CLIP's text encoder (transformers' CLIPTextModel). Pseudo words replace token embeddings before it. */
import { z } from 'zod';
import { count, parseConfig } from '../checkpoint/config.ts';
import { normal, type Scope } from '../checkpoint/scope.ts';
import { ShapeError } from '../errors.ts';
import { gelu, quickGelu } from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { add, slice } from '../graph/ops/index.ts';
import { formatShape } from '../tensor/shape.ts';
import { attend } from '../nn/attention.ts';
import { embedding, linear } from '../nn/linear.ts';
import { layerNorm } from '../nn/norm.ts';

export const clipTextConfigSchema = z.object({
  vocab_size: count,
  hidden_size: count,
  intermediate_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  max_position_embeddings: count.default(77),
  hidden_act: z.enum(['gelu', 'quick_gelu']).default('quick_gelu'),
  layer_norm_eps: z.number().positive().default(1e-5),
});

export type ClipTextConfig = z.infer<typeof clipTextConfigSchema>;

/** Throws CheckpointError that names the entries at fault; entries that do not change the network pass. */
export const parseClipTextConfig = (json: unknown): ClipTextConfig =>
  parseConfig('text encoder config', clipTextConfigSchema, json);

/** Keys that older checkpoints carry although no layer has parameters there. */
export const CLIP_TEXT_BUFFERS = [/\.position_ids$/] as const;

/** Where the token table lies in a checkpoint. */
export const TOKEN_EMBEDDING_KEY = 'text_model.embeddings.token_embedding.weight';

/** The look-up alone: ids (int32 or int64) `[batch, tokens]` to `[batch, tokens, hidden_size]`. */
export const tokenEmbeddings = (scope: Scope, config: ClipTextConfig, inputIds: Value): Value =>
  embedding(
    scope.at('text_model.embeddings.token_embedding'),
    { count: config.vocab_size, width: config.hidden_size },
    inputIds,
  );

/** The last hidden state after the final norm, `[batch, tokens, hidden_size]`. */
export const clipText = (scope: Scope, config: ClipTextConfig, inputIds: Value): Value =>
  clipTextFromEmbeddings(scope, config, tokenEmbeddings(scope, config, inputIds));

/** The same from token embeddings, before positions are added, so that pseudo words can stand among them. */
export function clipTextFromEmbeddings(scope: Scope, config: ClipTextConfig, embeddings: Value): Value {
  const { max_position_embeddings: positions, hidden_size: width, layer_norm_eps: eps } = config;
  const model = scope.at('text_model');
  const tokens = embeddings.type.shape[1] ?? 0;
  if (tokens > positions || embeddings.type.shape[2] !== width) {
    throw new ShapeError(
      `token embeddings ${formatShape(embeddings.type.shape)}, expected [batch, at most ${positions}, ${width}]`,
    );
  }
  const table = model.at('embeddings.position_embedding').tensor('weight', [positions, width], normal(0.01));
  let x = add(embeddings, tokens === positions ? table : slice(table, 0, 0, tokens));
  for (let n = 0; n < config.num_hidden_layers; n++)
    x = encoderLayer(model.at(`encoder.layers.${n}`), config, x);
  return layerNorm(model.at('final_layer_norm'), { eps }, x);
}

/** Pre-norm, causal. */
function encoderLayer(scope: Scope, config: ClipTextConfig, x: Value): Value {
  const { hidden_size: out, num_attention_heads: heads, layer_norm_eps: eps } = config;
  const normed = layerNorm(scope.at('layer_norm1'), { eps }, x);
  const attention = scope.at('self_attn');
  const attended = attend(scope, { heads, causal: true }, [
    linear(attention.at('q_proj'), { out }, normed),
    linear(attention.at('k_proj'), { out }, normed),
    linear(attention.at('v_proj'), { out }, normed),
  ]);
  const seen = add(linear(attention.at('out_proj'), { out, gain: 0.3 }, attended), x);
  const activation = config.hidden_act === 'gelu' ? gelu : quickGelu;
  const inner = linear(
    scope.at('mlp.fc1'),
    { out: config.intermediate_size },
    layerNorm(scope.at('layer_norm2'), { eps }, seen),
  );
  return add(linear(scope.at('mlp.fc2'), { out, gain: 0.3 }, activation(inner)), seen);
}
