/** @file Redis' files as a thief would find them, and whether a secret lies in them in clear. */
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A copy of the folder, all its files in one. */
export async function stolenFiles(folder: string): Promise<Buffer> {
  const copy = await mkdtemp(join(tmpdir(), 'stolen-'));
  const filter = (path: string): boolean => !path.endsWith('.sock');
  await cp(folder, copy, { recursive: true, filter });
  const names = await readdir(copy, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const bytes = Buffer.concat(
    await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name)))),
  );
  await rm(copy, { recursive: true });
  return bytes;
}

/** Whether any 16 bytes of the secret, cut at multiples of 16, lie at any place of the haystack. */
export const leaks = (haystack: Buffer, secret: Buffer): boolean =>
  Array.from({ length: Math.floor(secret.length / 16) }, (_, i) => secret.subarray(i * 16, i * 16 + 16)).some(
    (part) => haystack.includes(part),
  );
