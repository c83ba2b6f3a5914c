/** @file How a ViT wants its pictures, as transformers writes it beside one (preprocessor_config.json). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseConfig } from '../checkpoint/config.ts';
import { readJson } from '../checkpoint/stored-file.ts';

/** Mean and deviation of 0.5 make [-1, 1] of colours from 0 to 1, which is what faces are given in. */
const half = z.array(z.literal(0.5)).optional();

const schema = z.object({
  do_normalize: z.literal(true).optional(),
  image_mean: half,
  image_std: half,
});

/** Throws CheckpointError for a ViT that would see other colours here than it learnt from. A folder without the file passes. */
export function checkPreprocessor(folder: string): void {
  const path = join(folder, 'preprocessor_config.json');
  if (existsSync(path)) parseConfig(`${path}: faces are given in [-1, 1] alone`, schema, readJson(path));
}
