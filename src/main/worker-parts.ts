/** @file A worker put together: one consumer a queue, over one Redis and one opened bundle. */
import { encodeHandler } from '../../workers/encode.ts';
import { type Barred, imagineHandler, type PictureMaker } from '../../workers/imagine.ts';
import type { LikenessJudge } from '../../workers/likeness.ts';
import type { IdentityEncoder } from '../../workers/read-face.ts';
import { createEraser } from '../identity/eraser.ts';
import { newId } from '../identity/id.ts';
import type { KeyRing } from '../identity/key-ring.ts';
import { DEFAULT_PREFIX } from '../identity/keys.ts';
import { createSelfieStore } from '../identity/selfie-store.ts';
import { createShareStore } from '../identity/share-store.ts';
import { memberOf } from '../identity/identity.ts';
import { createIdentityStore } from '../identity/store.ts';
import { createSanctions } from '../moderation/sanctions.ts';
import { connectRedis, requireReachable } from '../queue/connection.ts';
import { type JobReport, startConsumer } from '../queue/consumer.ts';
import { encodeQueue } from '../queue/encode.ts';
import { imagineQueue } from '../queue/imagine.ts';
import { createPictureStore } from '../queue/picture-store.ts';
import { RESULT_TERM_MS, SELFIE_TERM_MS } from './terms.ts';

export interface WorkerPartsOptions {
  readonly redisUrl: string;
  readonly ring: KeyRing;
  readonly prefix?: string;
  /** A worker that shows no sign of life for so long is taken for dead, and its job is given to another. */
  readonly lockMs?: number;
  readonly encoder: IdentityEncoder;
  readonly maker: PictureMaker;
  readonly judge?: LikenessJudge | undefined;
  readonly onReport: (report: JobReport) => void;
  readonly onError: (error: unknown) => void;
}

export interface WorkerParts {
  /** Rejects while Redis is away. */
  readonly check: () => Promise<void>;
  /** Takes no more jobs, finishes the running ones, then leaves Redis. */
  readonly close: () => Promise<void>;
}

const LOCK_MS = 10_000;

export function createWorkerParts(options: WorkerPartsOptions): WorkerParts {
  const {
    redisUrl,
    ring,
    prefix = DEFAULT_PREFIX,
    lockMs = LOCK_MS,
    encoder,
    maker,
    judge,
    onReport,
    onError,
  } = options;
  const redis = connectRedis(redisUrl, 'background', onError);
  const identities = createIdentityStore({ redis, ring, prefix });
  const shares = createShareStore(redis, prefix);
  const selfies = createSelfieStore({ redis, ring, prefix, termMs: SELFIE_TERM_MS });
  const pictures = createPictureStore({ redis, prefix, termMs: RESULT_TERM_MS });
  const eraser = createEraser({ redis });
  const common = {
    redis,
    prefix,
    pictures,
    workerId: newId(),
    concurrency: 1,
    lockMs,
    onReport,
    onError,
  };
  const now = (): Date => new Date();
  const { blocked, suspended } = createSanctions(redis, prefix);
  const barred: Barred = async (community, { ownerId, identityId }) => {
    const sanctions = [
      blocked.find(community, memberOf(ownerId), now()),
      suspended.find(community, identityId, now()),
    ];
    return (await Promise.all(sanctions)).some((sanction) => sanction !== undefined);
  };
  const consumers = [
    startConsumer({
      ...common,
      definition: encodeQueue,
      handle: encodeHandler({ encoder, judge, selfies, identities, shares, eraser, now, onError }),
      cancelled: { kind: 'cancelled', version: 1 },
    }),
    startConsumer({
      ...common,
      definition: imagineQueue,
      handle: imagineHandler({
        maker,
        encoder,
        judge,
        selfies,
        eraser,
        identities,
        shares,
        barred,
        pictures,
        onError,
      }),
      cancelled: { kind: 'cancelled', version: 1 },
    }),
  ];
  return {
    async check() {
      requireReachable(redis);
      await redis.ping();
    },
    async close() {
      await Promise.all(consumers.map((consumer) => consumer.close()));
      await eraser.close().catch(onError);
      redis.disconnect();
    },
  };
}
