/** @file The consumer of the toonify queue, over a Redis connection of its own. */
import { toonifyHandler } from '../../workers/toonify.ts';
import { heightOf } from '../face/face.ts';
import { createEraser } from '../identity/eraser.ts';
import { newId } from '../identity/id.ts';
import type { KeyRing } from '../identity/key-ring.ts';
import { DEFAULT_PREFIX } from '../identity/keys.ts';
import { createSelfieStore } from '../identity/selfie-store.ts';
import type { PhotoToonifier, ToonifiedPhoto } from '../pipeline/toonify-photo.ts';
import { connectRedis } from '../queue/connection.ts';
import { type JobReport, startConsumer } from '../queue/consumer.ts';
import { createPictureStore } from '../queue/picture-store.ts';
import { type ToonifiedPerson, toonifyQueue } from '../queue/toonify.ts';
import { RESULT_TERM_MS, SELFIE_TERM_MS } from './terms.ts';

export interface ToonifyPartsOptions {
  readonly redisUrl: string;
  readonly ring: KeyRing;
  readonly prefix?: string;
  readonly toonifier: Pick<PhotoToonifier, 'toonify'>;
  readonly onReport: (report: JobReport) => void;
  readonly onError: (error: unknown) => void;
}

export interface ToonifyParts {
  /** Takes no more jobs, finishes the running one, then leaves Redis. */
  readonly close: () => Promise<void>;
}

/** A photo takes moments; a worker that is silent for this long is dead. */
const LOCK_MS = 10_000;

export function createToonifyParts(options: ToonifyPartsOptions): ToonifyParts {
  const { redisUrl, ring, prefix = DEFAULT_PREFIX, toonifier, onReport, onError } = options;
  const redis = connectRedis(redisUrl, 'background', onError);
  const selfies = createSelfieStore({ redis, ring, prefix, termMs: SELFIE_TERM_MS });
  const eraser = createEraser({ redis });
  const consumer = startConsumer({
    definition: toonifyQueue,
    handle: toonifyHandler({
      toonify: async (photo) => personOf(await toonifier.toonify(photo)),
      selfies,
      eraser,
      onError,
    }),
    cancelled: { kind: 'cancelled', version: 1 },
    redis,
    prefix,
    pictures: createPictureStore({ redis, prefix, termMs: RESULT_TERM_MS }),
    workerId: newId(),
    concurrency: 1,
    lockMs: LOCK_MS,
    onReport,
    onError,
  });
  return {
    async close() {
      await consumer.close();
      await eraser.close().catch(onError);
      redis.disconnect();
    },
  };
}

/** The mesh ends at the forehead and the chin: a head with its hair is about twice as high. */
const HEAD = 2.1;

function personOf({
  image,
  part,
  face: { box },
  identity,
  expression,
  glasses,
}: ToonifiedPhoto): ToonifiedPerson {
  const side = HEAD * heightOf(box);
  const [x, y] = [(box.left + box.right) / 2, box.top + 0.4 * heightOf(box)];
  const scale = part.width / image.width;
  const head = {
    left: part.left + (x - side / 2) * scale,
    top: part.top + (y - side / 2) * scale,
    side: side * scale,
  };
  return { person: identity, expression, glasses, head };
}
