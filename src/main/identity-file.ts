/** @file An identity's S* as the file that other Stable Diffusion tools load. */
import type { Embedding, IdentityRecord } from '../identity/identity.ts';
import { writeIdentityFile } from '../pipeline/identity-file.ts';

export function identityFile({ words, width, bundle }: IdentityRecord, embedding: Embedding): Uint8Array {
  const vectors = new Float32Array(words * width);
  embedding.forEach((word, i) => {
    vectors.set(word, i * width);
  });
  return writeIdentityFile({ count: words, width, vectors }, bundle);
}
