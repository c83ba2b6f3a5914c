/** @file The demo's key ring: made once, kept in the data folder for this user alone. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../errors.ts';
import { formatKeyRing, type KeyRing, parseKeyRing, withNewKey } from '../identity/key-ring.ts';

/** Throws ConfigError when the file is there and holds no key ring. */
export function localKeyRing(folder: string): KeyRing {
  const path = join(folder, 'key-ring');
  const known = read(path);
  if (known !== undefined) return parse(path, known);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ring = withNewKey(undefined, 'local');
  writeFileSync(path, `${formatKeyRing(ring)}\n`, { mode: 0o600, flag: 'wx' });
  return ring;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new ConfigError(`${path} holds the demo's keys and cannot be read.`, { cause: error });
  }
}

function parse(path: string, text: string): KeyRing {
  try {
    return parseKeyRing(text);
  } catch (cause) {
    throw new ConfigError(`${path} is damaged: put back the original, or delete it and register anew.`, {
      cause,
    });
  }
}
