/** @file Digests of files, read in pieces: SHA-256, and the object id that git gives a file. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** What a file's bytes must be. */
export type Digest =
  | { readonly algorithm: 'sha256'; readonly hex: string }
  /** SHA-1 over "blob LENGTH\0" and the bytes: what a source knows of small files. */
  | { readonly algorithm: 'git-blob'; readonly hex: string };

export async function digestFile(path: string, algorithm: Digest['algorithm']): Promise<string> {
  const hash = createHash(algorithm === 'sha256' ? 'sha256' : 'sha1');
  if (algorithm === 'git-blob') hash.update(`blob ${(await stat(path)).size}\0`);
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
