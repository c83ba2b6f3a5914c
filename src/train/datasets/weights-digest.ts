/** @file Caches are named by the weights that made them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Twelve hexadecimal digits of a weights file: what is cached from other weights is never taken for these. */
export const weightsDigest = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
