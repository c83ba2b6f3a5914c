/** @file Which space the pseudo words of a bundle live in: its name and a fingerprint of what defines the space. */
import { createHash, type Hash } from 'node:crypto';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BUNDLE_FOLDERS } from '../pipeline/bundle.ts';

const SAMPLE_BYTES = 256 * 1024;

/**
 * `name@` and twelve hexadecimal digits: another text encoder or tokenizer gives others, so an identity of a former
 * training is not drawn as somebody else. Reads the sizes and both ends of the files, so gigabytes cost nothing.
 */
export async function bundleSpace(name: string, folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const part of [BUNDLE_FOLDERS.tokenizer, BUNDLE_FOLDERS.textEncoder]) {
    for (const file of (await readdir(join(folder, part))).sort()) {
      hash.update(`${part}/${file}\n`);
      await addSample(hash, join(folder, part, file));
    }
  }
  return `${name}@${hash.digest('hex').slice(0, 12)}`;
}

async function addSample(hash: Hash, path: string): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    hash.update(`${size}\n`);
    const buffer = Buffer.alloc(SAMPLE_BYTES);
    for (const position of new Set([0, Math.max(0, size - SAMPLE_BYTES)])) {
      const { bytesRead } = await file.read(buffer, 0, SAMPLE_BYTES, position);
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
