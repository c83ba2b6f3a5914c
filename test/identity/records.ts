/** @file Identity records for tests. */
import { consentReceipt } from '../../src/identity/consent.ts';
import { newId } from '../../src/identity/id.ts';
import type { Embedding, IdentityRecord } from '../../src/identity/identity.ts';
import { ENGLISH } from '../../src/say.ts';

export function identityRecord(ownerId: string, parts: Partial<IdentityRecord> = {}): IdentityRecord {
  const now = new Date();
  return {
    version: 1,
    id: newId(),
    ownerId,
    bundle: 'toon',
    words: 2,
    width: 192,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + 86_400_000).toISOString(),
    consent: consentReceipt(ownerId, now, { termDays: 365, language: ENGLISH }),
    ...parts,
  };
}

/** Two words of 192 numbers that a search in a file finds when they lie there in clear. */
export const embeddingOf = (seed: number): Embedding =>
  [0, 1].map((word) =>
    Float32Array.from({ length: 192 }, (_, i) => Math.sin(seed * 7.3 + word * 1.7 + i * 0.37)),
  );

export const bytesOf = (vector: Float32Array): Buffer =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
