/** @file The judge of identity: a convolutional face recogniser, of another architecture than the face ViT. */
import { z } from 'zod';
import { count, parseConfig } from '../checkpoint/config.ts';
import type { Scope } from '../checkpoint/scope.ts';
import { l2Normalize } from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { convNet, pool } from '../nn/conv-net.ts';
import { linear } from '../nn/linear.ts';

const schema = z.object({
  image_size: count.default(64),
  num_channels: count.default(3),
  stem: count.default(32),
  widths: z.array(count).nonempty().default([32, 64, 128]),
  blocks_per_stage: count.default(2),
  norm_num_groups: count.default(8),
  /** Places a side that averaging leaves: 1 averages over the whole picture, 2 keeps the quarters apart. */
  pooled_size: count.default(1),
  embedding_size: count.default(128),
});

export type FaceRecognizerConfig = z.infer<typeof schema>;

/** Throws CheckpointError that names the entries at fault. */
export const parseFaceRecognizerConfig = (json: unknown): FaceRecognizerConfig =>
  parseConfig('face recogniser config', schema, json);

/** Aligned crops `[batch, 3, image_size, image_size]` in [-1, 1] to embeddings of unit length `[batch, embedding_size]`. */
export function faceRecognizer(scope: Scope, config: FaceRecognizerConfig, image: Value): Value {
  const { stem, widths, blocks_per_stage: blocks, norm_num_groups: groups } = config;
  const features = convNet(scope, { stem, widths, blocks, groups }, image);
  return l2Normalize(
    linear(scope.at('head'), { out: config.embedding_size }, pool(config.pooled_size, features)),
  );
}
