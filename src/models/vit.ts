/** @file The vision transformer (Dosovitskiy et al. 2021) as transformers' ViTModel, with CLS taps for the M² encoder. */
import { z } from 'zod';
import { count, parseConfig } from '../checkpoint/config.ts';
import { normal, type Scope, zeros } from '../checkpoint/scope.ts';
import { ShapeError } from '../errors.ts';
import { gelu } from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import {
  add,
  averagePool,
  concat,
  expand,
  gemm,
  relu,
  reshape,
  slice,
  transpose,
} from '../graph/ops/index.ts';
import { attend } from '../nn/attention.ts';
import { residual } from '../nn/conv-net.ts';
import { conv2d, pictureShape } from '../nn/conv2d.ts';
import { linear } from '../nn/linear.ts';
import { groupNorm, layerNorm } from '../nn/norm.ts';

const entries = z.object({
  hidden_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  intermediate_size: count,
  hidden_act: z.literal('gelu').default('gelu'),
  layer_norm_eps: z.number().positive().default(1e-12),
  image_size: count,
  patch_size: count,
  num_channels: count.default(3),
  qkv_bias: z.boolean().default(true),
  /**
   * Ours: channels of 3 x 3 convolutions with stride 2 before the patches are cut, which then are that much smaller. A
   * transformer with such a stem learns from far fewer pictures (Xiao et al. 2021). Transformers' ViTs have none.
   */
  stem: z.array(count).default([]),
  /** Ours: residual blocks after each of the stem's convolutions but the first, as in Dosovitskiy's hybrids. */
  stem_blocks: z.int().nonnegative().default(0),
  /**
   * Ours: side of the squares over which what the stem sees is averaged, for a projection of it all that is added to the CLS
   * token; null: none. A CLS token that must gather everything by attention learns a face in three times the steps.
   */
  cls_pool: count.nullable().default(null),
  /** Ours: layers, from 1, after which the CLS embedding is kept; at the quarters of the depth where the config is silent. */
  taps: z.array(count).optional(),
  /** Ours: width of the recognition embedding (`head.weight`); null: the normed CLS embedding itself. */
  embedding_size: count.nullable().default(null),
});

/** Layers at the quarters of the depth, rounded up: 3, 6, 9 and 12 of 12, as in the paper. */
export const quartersOf = (layers: number): number[] =>
  [1, 2, 3, 4].map((quarter) => Math.ceil((quarter * layers) / 4));

export const vitConfigSchema = entries
  .transform((config) => ({ ...config, taps: config.taps ?? quartersOf(config.num_hidden_layers) }))
  .refine(({ taps, num_hidden_layers: layers }) => taps.every((tap) => tap <= layers), {
    path: ['taps'],
    error: 'a tap lies beyond num_hidden_layers',
  });

export type VitConfig = z.infer<typeof vitConfigSchema>;

/** Throws CheckpointError that names the entries at fault; entries that do not change the network pass. */
export const parseVitConfig = (json: unknown): VitConfig => parseConfig('ViT config', vitConfigSchema, json);

/** Keys that transformers writes and nothing here uses: the pooling layer, and what ViTForImageClassification classifies by. */
export const VIT_UNUSED = [/^(vit\.)?pooler\./, /^classifier\./] as const;

export interface VitFeatures {
  /** CLS embeddings after the layers in `taps`, each `[batch, hidden_size]`. */
  readonly cls: readonly Value[];
  /** The identity vector, `[batch, embedding_size]` or `[batch, hidden_size]`; not normalised to unit length. */
  readonly final: Value;
}

/** `image` `[batch, channels, image_size, image_size]` in [-1, 1]; the checkpoint is a ViTModel's or a classifier's around one. */
export function vit(whole: Scope, config: VitConfig, image: Value): VitFeatures {
  const scope = whole.has('vit.embeddings.cls_token') === true ? whole.at('vit') : whole;
  const { hidden_size: width, layer_norm_eps: eps, embedding_size: out, taps } = config;
  let x = embed(scope.at('embeddings'), config, image);
  const cls: Value[] = [];
  for (let n = 0; n < config.num_hidden_layers; n++) {
    x = encoderLayer(scope.at(`encoder.layer.${n}`), config, x);
    if (taps.includes(n + 1)) cls.push(clsOf(x, width));
  }
  const normed = layerNorm(scope.at('layernorm'), { eps }, clsOf(x, width));
  return { cls, final: out === null ? normed : linear(scope.at('head'), { out, bias: false }, normed) };
}

/** From the start attention can tell places apart: in an aligned face a place says which part it is. */
const POSITION_DEVIATION = 0.5;

/** The first token, `[batch, width]`. */
const clsOf = (tokens: Value, width: number): Value => reshape(slice(tokens, 1, 0, 1), [-1, width]);

/** CLS and patch embeddings with their positions, `[batch, 1 + patches, hidden_size]`. */
function embed(scope: Scope, config: VitConfig, image: Value): Value {
  const { hidden_size: width, image_size: size, patch_size: patch, stem } = config;
  const [, channels, imageHeight, imageWidth] = pictureShape(image);
  if (channels !== config.num_channels || imageHeight !== size || imageWidth !== size) {
    throw new ShapeError(
      `ViT: image [${image.type.shape.join(', ')}], expected [batch, ${config.num_channels}, ${size}, ${size}]`,
    );
  }
  const seen = stem.reduce(
    (x, out, n) => stemLayer(scope.at(`stem.${n}`), { out, blocks: n === 0 ? 0 : config.stem_blocks }, x),
    image,
  );
  const cut = { width, patch: patch / 2 ** stem.length };
  const patches = embedPatches(scope.at('patch_embeddings.projection'), cut, seen);
  const tokens = concat([clsToken(scope, config, seen), patches], 1);
  const shape = [1, tokens.type.shape[1] ?? 0, width];
  return add(tokens, scope.tensor('position_embeddings', shape, normal(POSITION_DEVIATION)));
}

/** `[batch, 1, width]`. */
function clsToken(scope: Scope, { hidden_size: width, cls_pool: side }: VitConfig, seen: Value): Value {
  const [batch] = pictureShape(seen);
  const token = expand(scope.tensor('cls_token', [1, 1, width], normal(0.02)), [batch, 1, width]);
  if (side === null) return token;
  const pooled = reshape(averagePool(seen, side), [batch, -1]);
  const projected = linear(scope.at('cls_projection'), { out: width }, pooled);
  return add(token, reshape(projected, [batch, 1, width]));
}

const GROUPS = 8;

/** Keys: conv, norm, blocks.n. */
function stemLayer(
  scope: Scope,
  { out, blocks }: { readonly out: number; readonly blocks: number },
  x: Value,
): Value {
  const halved = conv2d(scope.at('conv'), { out, stride: 2 }, x);
  let h = relu(groupNorm(scope.at('norm'), { groups: GROUPS, eps: 1e-5 }, halved));
  for (let n = 0; n < blocks; n++) {
    h = residual(scope.at(`blocks.${n}`), { out, groups: GROUPS, stride: 1 }, h);
  }
  return h;
}

/** A convolution with stride patch_size, written as one product over unfolded patches (its gradient is cheap). */
function embedPatches(
  scope: Scope,
  { width, patch }: { readonly width: number; readonly patch: number },
  image: Value,
): Value {
  const [batch, channels, height] = pictureShape(image);
  const side = height / patch;
  const inputs = channels * patch * patch;
  const weight = scope.tensor('weight', [width, channels, patch, patch], normal(1 / Math.sqrt(inputs)));
  const unfolded = transpose(reshape(image, [batch, channels, side, patch, side, patch]), [0, 2, 4, 1, 3, 5]);
  const rows = gemm(reshape(unfolded, [batch * side * side, inputs]), reshape(weight, [width, inputs]), {
    c: scope.tensor('bias', [width], zeros),
    transB: true,
  });
  return reshape(rows, [batch, side * side, width]);
}

/** Pre-norm. */
function encoderLayer(scope: Scope, config: VitConfig, x: Value): Value {
  const { hidden_size: out, num_attention_heads: heads, layer_norm_eps: eps, qkv_bias: bias } = config;
  const normed = layerNorm(scope.at('layernorm_before'), { eps }, x);
  const attention = scope.at('attention.attention');
  const attended = attend(scope, { heads }, [
    linear(attention.at('query'), { out, bias }, normed),
    linear(attention.at('key'), { out, bias }, normed),
    linear(attention.at('value'), { out, bias }, normed),
  ]);
  const seen = add(linear(scope.at('attention.output.dense'), { out, gain: 0.3 }, attended), x);
  const inner = linear(
    scope.at('intermediate.dense'),
    { out: config.intermediate_size },
    layerNorm(scope.at('layernorm_after'), { eps }, seen),
  );
  return add(linear(scope.at('output.dense'), { out, gain: 0.3 }, gelu(inner)), seen);
}
