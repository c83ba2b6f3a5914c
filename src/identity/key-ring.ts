/** @file The deployment's key ring: key-encryption keys by id, held outside Redis. */
import { randomBytes } from 'node:crypto';
import { ConfigError } from '../errors.ts';

export const KEY_BYTES = 32;

export interface KeyRing {
  /** Id of the key that wraps new data keys; the others only open what they wrapped. */
  readonly currentId: string;
  /** 32 bytes each (AES-256). */
  readonly keys: ReadonlyMap<string, Buffer>;
}

/** From `id:base64,id:base64`; the first is the current one. Throws ConfigError and never repeats a key in it. */
export function parseKeyRing(text: string): KeyRing {
  const keys = new Map<string, Buffer>();
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  for (const [index, entry] of entries.entries()) {
    const match = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+={0,2})$/.exec(entry);
    const id = match?.[1];
    const key = Buffer.from(match?.[2] ?? '', 'base64');
    if (id === undefined || key.length !== KEY_BYTES) {
      throw new ConfigError(
        `Key ring: entry ${index + 1} must be an id, a colon and ${KEY_BYTES} bytes in base64`,
      );
    }
    if (keys.has(id)) throw new ConfigError(`Key ring: the id "${id}" stands twice`);
    keys.set(id, key);
  }
  const [currentId] = keys.keys();
  if (currentId === undefined) throw new ConfigError('Key ring: it holds no key');
  return { currentId, keys };
}

/** The text that parseKeyRing reads. */
export const formatKeyRing = ({ currentId, keys }: KeyRing): string =>
  [currentId, ...[...keys.keys()].filter((id) => id !== currentId)]
    .map((id) => `${id}:${keys.get(id)?.toString('base64') ?? ''}`)
    .join(',');

/** The same ring with a new current key in front; the old ones still open what they wrapped. */
export const withNewKey = (ring: KeyRing | undefined, id: string, key = randomBytes(KEY_BYTES)): KeyRing => ({
  currentId: id,
  keys: new Map([[id, key], ...(ring?.keys ?? [])]),
});
