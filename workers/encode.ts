/** @file The encode worker: a sealed photo becomes a sealed S*, and the photo dies. */
import { UserError } from '../src/errors.ts';
import type { Eraser } from '../src/identity/eraser.ts';
import type { Embedding, IdentityRecord } from '../src/identity/identity.ts';
import type { SelfieStore } from '../src/identity/selfie-store.ts';
import type { ShareStore } from '../src/identity/share-store.ts';
import type { IdentityStore } from '../src/identity/store.ts';
import { CancelledError } from '../src/queue/cancellation.ts';
import type { JobHooks } from '../src/queue/consumer.ts';
import type { EncodeJob, EncodeResult } from '../src/queue/encode.ts';
import { isFinal } from '../src/queue/failure.ts';
import type { LikenessJudge } from './likeness.ts';

/** What the worker needs of the pipeline. */
export interface IdentityEncoder {
  /** Names the space that S* lives in: the bundle and its version. */
  readonly bundle: string;
  /** Throws UserError that says what is wrong with the photo and what to do. */
  readonly encode: (
    photo: Uint8Array,
    hooks?: Partial<Pick<JobHooks, 'signal' | 'step'>>,
  ) => Promise<Embedding>;
}

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
  async (job: EncodeJob, hooks: JobHooks): Promise<EncodeResult> => {
    try {
      const result = await encode(options, job, hooks);
      await destroyPhoto(options, job);
      return result;
    } catch (error) {
      // What a retry may mend keeps the sealed photo for the next try; its minutes go on counting.
      if (isFinal(error) || error instanceof CancelledError || hooks.signal.aborted) {
        await destroyPhoto(options, job);
      }
      throw error;
    }
  };

/** The identity's id is the job's, so a repeated job saves no second one. */
async function encode(
  { encoder, judge, selfies, identities, shares, now, onError }: EncodeWorkerOptions,
  job: EncodeJob,
  hooks: JobHooks,
): Promise<EncodeResult> {
  const { selfieId, ownerId, name, consent } = job;
  const encoded = (expiresAt: string, modelMs: number): EncodeResult => ({
    kind: 'encoded',
    version: 1,
    identityId: hooks.id,
    name,
    expiresAt,
    modelMs,
  });
  const photo = await selfies.read(selfieId, ownerId);
  if (photo === undefined) {
    const saved = await identities.embedding(hooks.id); // by a try that died right after
    if (saved !== undefined) return encoded(saved.record.expiresAt, 0);
    throw new UserError(
      'photo-expired',
      'The photo waited too long and has been deleted: please register again.',
    );
  }
  const startedAt = performance.now();
  const embedding = await encoder.encode(photo, hooks);
  const descriptor = await judge?.describe(photo).catch((error: unknown) => {
    onError(error); // Without it the pictures are not judged, and drawn all the same.
    return undefined;
  });
  const modelMs = performance.now() - startedAt;
  photo.fill(0);
  const record: IdentityRecord = {
    ...recordOf(hooks.id, job, encoder.bundle, embedding, now()),
    ...(judge && descriptor && { likeness: { judge: judge.name, size: descriptor.length } }),
  };
  if (await hooks.cancelled()) throw new CancelledError();
  await identities.create(record, name, embedding, descriptor);
  if (job.share !== undefined) await shares.begin(record.id, job.share);
  return encoded(record.expiresAt, modelMs);

  function recordOf(
    id: string,
    { ownerId: owner }: EncodeJob,
    bundle: string,
    words: Embedding,
    at: Date,
  ): IdentityRecord {
    return {
      version: 1,
      id,
      ownerId: owner,
      bundle,
      words: words.length,
      width: words[0]?.length ?? 0,
      createdAt: at.toISOString(),
      expiresAt: new Date(at.getTime() + consent.termDays * 86_400_000).toISOString(),
      consent,
    };
  }
}

async function destroyPhoto(
  { selfies, eraser, onError }: EncodeWorkerOptions,
  { selfieId, ownerId }: EncodeJob,
): Promise<void> {
  await selfies.destroy(selfieId, ownerId);
  eraser.soon(onError);
}
