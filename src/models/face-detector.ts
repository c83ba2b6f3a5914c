/** @file The face detector: one anchor a cell of 8 x 8 pixels, with a score, a box and five landmarks. */
import { z } from 'zod';
import { count, parseConfig } from '../checkpoint/config.ts';
import type { Scope } from '../checkpoint/scope.ts';
import type { Value } from '../graph/graph.ts';
import { convNet } from '../nn/conv-net.ts';
import { conv2d } from '../nn/conv2d.ts';

const schema = z.object({
  image_size: count.default(128),
  num_channels: count.default(3),
  stem: count.default(16),
  /** The stem and each of the two stages halve the picture: cells of 8 x 8 pixels. */
  widths: z.tuple([count, count]).default([32, 64]),
  blocks_per_stage: count.default(3),
  norm_num_groups: count.default(8),
});

export type FaceDetectorConfig = z.infer<typeof schema>;

/** Throws CheckpointError that names the entries at fault. */
export const parseFaceDetectorConfig = (json: unknown): FaceDetectorConfig =>
  parseConfig('face detector config', schema, json);

/** Pixels a side of a cell. */
export const FACE_CELL = 8;

/** Output channels: the score's logit; left, top, right, bottom; x, y of five landmarks. */
export const FACE_CHANNELS = { score: 1, box: 4, landmarks: 10 } as const;

/**
 * `image` `[batch, 3, image_size, image_size]` in [-1, 1] to `[batch, 15, image_size / 8, image_size / 8]`: channel 0 is
 * the logit of a face whose centre lies in the cell, 1 to 4 its box (left, top, right, bottom), 5 to 14 its landmarks
 * (x, y by turns), all offsets from the cell's centre in cells.
 */
export function faceDetector(scope: Scope, config: FaceDetectorConfig, image: Value): Value {
  const { stem, widths, blocks_per_stage: blocks, norm_num_groups: groups } = config;
  const features = convNet(scope, { stem, widths, blocks, groups, stemStride: 2 }, image);
  const out = FACE_CHANNELS.score + FACE_CHANNELS.box + FACE_CHANNELS.landmarks;
  return conv2d(scope.at('head'), { out, kernel: 1 }, features);
}
