/** @file A sealed photo in a worker's hands: opened for one job, wiped once it is read, destroyed when no try needs it any more. */
import type { Eraser } from '../src/identity/eraser.ts';
import type { SelfieStore } from '../src/identity/selfie-store.ts';
import { CancelledError } from '../src/queue/cancellation.ts';
import type { JobHooks } from '../src/queue/consumer.ts';
import { isFinal } from '../src/queue/failure.ts';

export interface PhotoOptions {
  readonly selfies: SelfieStore;
  readonly eraser: Eraser;
  readonly onError: (error: unknown) => void;
}

/** By which id it is sealed, and as whose. */
export interface PhotoRef {
  readonly selfieId: string;
  readonly ownerId: string;
}

/** What `read` makes of the photo, whose bytes do not outlast that; undefined when the photo is gone. */
export async function readPhoto<T>(
  { selfies }: Pick<PhotoOptions, 'selfies'>,
  { selfieId, ownerId }: PhotoRef,
  read: (photo: Uint8Array) => Promise<T>,
): Promise<T | undefined> {
  const photo = await selfies.read(selfieId, ownerId);
  if (photo === undefined) return undefined;
  try {
    return await read(photo);
  } finally {
    photo.fill(0);
  }
}

/** The job, and then the end of its photo; for what a retry may mend the photo stays sealed, and its minutes go on counting. */
export async function endingPhoto<T>(
  { selfies, eraser, onError }: PhotoOptions,
  photo: PhotoRef | undefined,
  { signal }: Pick<JobHooks, 'signal'>,
  run: () => Promise<T>,
): Promise<T> {
  const destroy = async (): Promise<void> => {
    if (photo === undefined) return;
    await selfies.destroy(photo.selfieId, photo.ownerId);
    eraser.soon(onError);
  };
  try {
    const result = await run();
    await destroy();
    return result;
  } catch (error) {
    if (isFinal(error) || error instanceof CancelledError || signal.aborted) await destroy();
    throw error;
  }
}
