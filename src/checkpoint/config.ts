/** @file What the configs beside weights have in common. */
import { z } from 'zod';
import { CheckpointError } from '../errors.ts';

/** Of channels, layers, pixels: a whole number from 1. */
export const count = z.int().positive();

/** Throws CheckpointError that names the entries at fault, after `what` (a path, or "VAE config"). */
export function parseConfig<T>(what: string, schema: z.ZodType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new CheckpointError(`${what}: ${z.prettifyError(parsed.error)}`);
}
