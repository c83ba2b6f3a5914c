/** @file Envelope encryption: bytes sealed by a data key of their own, which the key ring wraps (both AES-256-GCM). */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { KEY_BYTES, type KeyRing } from './key-ring.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What may leave the process. */
export interface Sealed {
  /** Which key of the ring wrapped the data key. */
  readonly keyId: string;
  readonly wrappedKey: Buffer;
  readonly body: Buffer;
}

/** The key ring lacks the key, or the bytes or their label are not those that were sealed. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

/** `label` says what is sealed and whose it is; the same label must open it, so sealed bytes cannot change places. */
export function seal(ring: KeyRing, bytes: Uint8Array, label: string): Sealed {
  const dataKey = randomBytes(KEY_BYTES);
  try {
    const wrappedKey = encrypt(keyOf(ring, ring.currentId), dataKey, `key of ${label}`);
    return { keyId: ring.currentId, wrappedKey, body: encrypt(dataKey, bytes, label) };
  } finally {
    dataKey.fill(0);
  }
}

/** Throws SealError. */
export function open(ring: KeyRing, sealed: Sealed, label: string): Buffer {
  const dataKey = decrypt(keyOf(ring, sealed.keyId), sealed.wrappedKey, `key of ${label}`);
  try {
    return decrypt(dataKey, sealed.body, label);
  } finally {
    dataKey.fill(0);
  }
}

/** The same body with its data key wrapped by the ring's current key. Throws SealError. */
export function rewrap(ring: KeyRing, sealed: Sealed, label: string): Sealed {
  if (sealed.keyId === ring.currentId) return sealed;
  const dataKey = decrypt(keyOf(ring, sealed.keyId), sealed.wrappedKey, `key of ${label}`);
  try {
    const wrappedKey = encrypt(keyOf(ring, ring.currentId), dataKey, `key of ${label}`);
    return { ...sealed, keyId: ring.currentId, wrappedKey };
  } finally {
    dataKey.fill(0);
  }
}

function keyOf(ring: KeyRing, id: string): Buffer {
  const key = ring.keys.get(id);
  if (key === undefined) throw new SealError(`the key ring has no key "${id}"`);
  return key;
}

function encrypt(key: Buffer, bytes: Uint8Array, label: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(label));
  return Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Buffer, label: string): Buffer {
  if (sealed.length < IV_BYTES + TAG_BYTES) throw new SealError(`sealed bytes of ${label} are cut short`);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(label)).setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    const start = decipher.update(sealed.subarray(IV_BYTES, sealed.length - TAG_BYTES));
    return Buffer.concat([start, decipher.final()]);
  } catch (cause) {
    throw new SealError(`sealed bytes of ${label} do not open`, { cause });
  }
}
