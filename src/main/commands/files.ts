/** @file Files that a person names: read, written, and refused with a sentence. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { UserError } from '../../errors.ts';

/** Throws UserError when the file cannot be read. */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new UserError('unreadable-file', `${path} cannot be read: ${reason(cause)}.`, { cause });
  }
}

/** Writes the whole file or nothing, making its folder. Throws UserError when that is not possible. */
export async function writeOutput(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, bytes);
    await rename(draft, path);
  } catch (cause) {
    throw new UserError('unwritable-file', `${path} cannot be written: ${reason(cause)}.`, { cause });
  }
}

/** "out.png" as "out-2.png" for the second of several; the first keeps its name. */
export function numbered(path: string, index: number): string {
  const extension = extname(path);
  return index === 0 ? path : `${path.slice(0, path.length - extension.length)}-${index + 1}${extension}`;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'part of the path is a file',
  EEXIST: 'part of the path is a file',
};

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (code || 'the system does not say why');
}
