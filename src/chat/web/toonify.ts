/** @file A photo from the portrait maker to a worker and back: sealed on the way, forgotten after. */
import type { Redis } from 'ioredis';
import { UserError } from '../../errors.ts';
import { newId } from '../../identity/id.ts';
import { ownerIdOf } from '../../identity/identity.ts';
import type { KeyRing } from '../../identity/key-ring.ts';
import { createSelfieStore, type SelfieStoreOptions } from '../../identity/selfie-store.ts';
import { createProducer, type Outcome } from '../../queue/producer.ts';
import { type ToonifiedPerson, toonifyQueue, type ToonifyResult } from '../../queue/toonify.ts';
import { isUnreachable } from '../../queue/unreachable.ts';
import { createLimiter } from '../limiter.ts';
import { reasonOf } from '../line.ts';
import { WEB } from './channel.ts';

export interface PhotoMeasurer {
  /** Throws UserError with a sentence for the member. `signal` aborts when nobody waits any more. */
  readonly measure: (memberId: string, photo: Uint8Array, signal: AbortSignal) => Promise<ToonifiedPerson>;
  readonly close: () => Promise<void>;
}

export interface PhotoMeasurerOptions {
  readonly redis: Redis;
  readonly ring: KeyRing;
  readonly prefix: string;
  /** As of the selfie store. */
  readonly clean?: SelfieStoreOptions['clean'];
  readonly onError: (error: unknown) => void;
  /** How long a member waits for a worker. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 180_000;
const LOOK_EVERY_MS = 60;
/** A photo of many megapixels is work. */
const RATE = { requests: 10, seconds: 60 };

export function createPhotoMeasurer(options: PhotoMeasurerOptions): PhotoMeasurer {
  const { redis, ring, prefix, clean, onError, patienceMs = PATIENCE_MS } = options;
  const selfies = createSelfieStore({
    redis,
    ring,
    prefix,
    termMs: 2 * patienceMs,
    ...(clean === undefined ? {} : { clean }),
  });
  const producer = createProducer(toonifyQueue, { redis, prefix, keptMs: patienceMs, onError });
  const limiter = createLimiter(RATE);

  const ended = async (id: string, signal: AbortSignal): Promise<Outcome<ToonifyResult> | undefined> => {
    const until = Date.now() + patienceMs;
    while (Date.now() < until && !signal.aborted) {
      const outcome = await producer.outcome(id);
      if (outcome.kind !== 'pending') return outcome;
      await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    }
    return undefined;
  };

  const run = async (ownerId: string, photo: Uint8Array, signal: AbortSignal): Promise<ToonifiedPerson> => {
    const id = newId();
    await selfies.hold(id, ownerId, photo);
    try {
      await producer.add(id, { version: 1, selfieId: id, ownerId });
      const outcome = await ended(id, signal);
      if (outcome === undefined) await producer.cancel(id);
      return personOf(outcome);
    } finally {
      // Neither the photo nor what was measured of the face stays behind.
      await selfies.destroy(id, ownerId);
      await producer.forget(id);
      await producer.forgetEvents();
    }
  };

  return {
    async measure(memberId, photo, signal) {
      limiter(memberId);
      try {
        return await run(ownerIdOf(WEB, memberId), photo, signal);
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        onError(error);
        throw new UserError(
          'store-away',
          'The photo could not be looked at just now: try it again in a minute.',
        );
      }
    },
    close: () => producer.close(),
  };
}

function personOf(outcome: Outcome<ToonifyResult> | undefined): ToonifiedPerson {
  if (outcome?.kind === 'failed') throw new UserError(outcome.failure.id, reasonOf(outcome.failure));
  if (outcome?.kind === 'done' && outcome.result.kind === 'toonified') {
    const { person, expression, glasses, head } = outcome.result;
    return { person, expression, glasses, head };
  }
  throw new UserError(
    'photo-not-measured',
    'Nobody was free to look at the photo, and it is deleted: try it again in a minute.',
  );
}
