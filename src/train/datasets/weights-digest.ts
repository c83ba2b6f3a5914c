/** @file Caches are named by the weights that made them. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { locateTensors } from '../../checkpoint/sharded.ts';

/**
 * Twelve hexadecimal digits of a weights file, or of what is read of a model's folder, shards and half-precision variants
 * too: what is cached from other weights is never taken for these. Throws CheckpointError when a folder has no weights.
 */
export const weightsDigest = (path: string): string => filesDigest(weightFilesOf(path)).slice(0, 12);

/** Links resolved, each once, by their names. */
export const weightFilesOf = (path: string): readonly string[] =>
  statSync(path).isDirectory()
    ? [...new Set([...locateTensors(path).values()].map(({ file }) => file.path))].sort()
    : [path];

/** SHA-256 of the files one after the other, in hexadecimal; a file of gigabytes is never in memory as a whole. */
export function filesDigest(paths: readonly string[]): string {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(2 ** 22);
  for (const path of paths) {
    const file = openSync(path, 'r');
    try {
      for (let got = readSync(file, buffer); got > 0; got = readSync(file, buffer)) {
        hash.update(buffer.subarray(0, got));
      }
    } finally {
      closeSync(file);
    }
  }
  return hash.digest('hex');
}
