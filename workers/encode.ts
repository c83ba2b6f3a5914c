/** @file The encode worker: a sealed photo becomes a sealed S*, and the photo dies. */
import { UserError } from '../src/errors.ts';
import type { Eraser } from '../src/identity/eraser.ts';
import type { IdentityRecord, SealedFace } from '../src/identity/identity.ts';
import type { SelfieStore } from '../src/identity/selfie-store.ts';
import type { ShareStore } from '../src/identity/share-store.ts';
import type { IdentityStore } from '../src/identity/store.ts';
import { CancelledError } from '../src/queue/cancellation.ts';
import type { JobHooks } from '../src/queue/consumer.ts';
import type { EncodeJob, EncodeResult } from '../src/queue/encode.ts';
import type { LikenessJudge } from './likeness.ts';
import { type IdentityEncoder, readFace } from './read-face.ts';
import { endingPhoto, readPhoto } from './sealed-photo.ts';

export interface EncodeWorkerOptions {
  readonly encoder: IdentityEncoder;
  /** Without one, pictures of who is registered now are not judged. */
  readonly judge?: LikenessJudge | undefined;
  readonly selfies: SelfieStore;
  readonly identities: IdentityStore;
  readonly shares: ShareStore;
  readonly eraser: Eraser;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

export const encodeHandler =
  (options: EncodeWorkerOptions) =>
  (job: EncodeJob, hooks: JobHooks): Promise<EncodeResult> =>
    endingPhoto(options, job, hooks, () => encode(options, job, hooks));

/** The identity's id is the job's, so a repeated job saves no second one. */
async function encode(options: EncodeWorkerOptions, job: EncodeJob, hooks: JobHooks): Promise<EncodeResult> {
  const { identities, shares } = options;
  const { name } = job;
  const encoded = (expiresAt: string, modelMs: number): EncodeResult => ({
    kind: 'encoded',
    version: 1,
    identityId: hooks.id,
    name,
    expiresAt,
    modelMs,
  });
  const startedAt = performance.now();
  const face = await readPhoto(options, job, (photo) => readFace(options, photo, hooks));
  if (face === undefined) {
    const saved = await identities.embedding(hooks.id); // by a try that died right after
    if (saved !== undefined) return encoded(saved.record.expiresAt, 0);
    throw new UserError(
      'photo-expired',
      'The photo waited too long and has been deleted: please register again.',
    );
  }
  const modelMs = performance.now() - startedAt;
  const record = recordOf(options, hooks.id, job, face);
  if (await hooks.cancelled()) throw new CancelledError();
  await identities.create(record, name, face.embedding, face.descriptor);
  if (job.share !== undefined) await shares.begin(record.id, job.share);
  return encoded(record.expiresAt, modelMs);
}

const DAY_MS = 24 * 3600 * 1000;

function recordOf(
  { encoder, judge, now }: EncodeWorkerOptions,
  id: string,
  { ownerId, consent }: EncodeJob,
  { embedding, descriptor }: SealedFace,
): IdentityRecord {
  const at = now();
  return {
    version: 1,
    id,
    ownerId,
    bundle: encoder.bundle,
    words: embedding.length,
    width: embedding[0]?.length ?? 0,
    createdAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + consent.termDays * DAY_MS).toISOString(),
    consent,
    ...(judge && descriptor && { likeness: { judge: judge.name, size: descriptor.length } }),
  };
}
