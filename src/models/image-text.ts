/** @file The judge of prompts: pictures and captions in one space, learnt contrastively (Radford et al. 2021). */
import { z } from 'zod';
import { count, parseConfig } from '../checkpoint/config.ts';
import type { Init, Scope } from '../checkpoint/scope.ts';
import { l2Normalize } from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { clip, exp, matMul, reshape } from '../graph/ops/index.ts';
import { convNet, pool } from '../nn/conv-net.ts';
import { linear } from '../nn/linear.ts';
import { clipText, clipTextConfigSchema } from './clip-text.ts';
import { vit, vitConfigSchema } from './vit.ts';

const schema = z.object({
  image_size: count.default(64),
  stem: count.default(32),
  widths: z.array(count).nonempty().default([32, 64, 128]),
  blocks_per_stage: count.default(1),
  norm_num_groups: count.default(8),
  pooled_size: count.default(2),
  /** A ViT as the eye, in place of the convolutions that the entries above describe. */
  vision_config: vitConfigSchema.optional(),
  text_config: clipTextConfigSchema,
  projection_dim: count.default(128),
});

export type ImageTextConfig = z.infer<typeof schema>;

/** Throws CheckpointError that names the entries at fault. */
export const parseImageTextConfig = (json: unknown): ImageTextConfig =>
  parseConfig('image-text config', schema, json);

/** `image` `[batch, 3, image_size, image_size]` in [-1, 1] to unit vectors `[batch, projection_dim]`. */
export function imageEmbedding(scope: Scope, config: ImageTextConfig, image: Value): Value {
  const seen = look(scope.at('vision_model'), config, image);
  return l2Normalize(
    linear(scope.at('visual_projection'), { out: config.projection_dim, bias: false }, seen),
  );
}

function look(scope: Scope, config: ImageTextConfig, image: Value): Value {
  const { vision_config: eye, stem, widths, blocks_per_stage: blocks, norm_num_groups: groups } = config;
  if (eye !== undefined) return vit(scope, eye, image).final;
  return pool(config.pooled_size, convNet(scope, { stem, widths, blocks, groups }, image));
}

export interface CaptionInputs {
  /** int32 or int64 `[batch, tokens]`. */
  readonly inputIds: Value;
  /** float32 `[batch, tokens]`: 1 at the end-of-text token, 0 elsewhere. */
  readonly endOfText: Value;
}

/** Captions to unit vectors `[batch, projection_dim]`: the hidden state at the end of the text, projected. */
export function textEmbedding(
  scope: Scope,
  config: ImageTextConfig,
  { inputIds, endOfText }: CaptionInputs,
): Value {
  const { hidden_size: width } = config.text_config;
  const [batch = 1, tokens = 1] = inputIds.type.shape;
  const hidden = clipText(scope, config.text_config, inputIds);
  const last = reshape(matMul(reshape(endOfText, [batch, 1, tokens]), hidden), [batch, width]);
  return l2Normalize(linear(scope.at('text_projection'), { out: config.projection_dim, bias: false }, last));
}

/** CLIP starts the temperature at 0.07. */
const firstLogitScale: Init = { kind: 'constant', value: Math.log(1 / 0.07) };

/** What cosines are multiplied by before the softmax, a scalar; at most 100, as in CLIP. */
export const logitScale = (scope: Scope): Value =>
  exp(clip(scope.tensor('logit_scale', [], firstLogitScale), -100, Math.log(100)));
