/** @file So many requests of a member, and of a community, in so much time; the rest get a sentence. */
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { UserError } from '../errors.ts';
import { idOf } from '../identity/id.ts';
import { type Phrase, say } from '../say.ts';

export interface LimiterOptions {
  readonly requests: number;
  readonly seconds: number;
}

/** Where all processes count together. */
export interface SharedCount {
  readonly redis: Redis;
  /** Before the keys, which are digests: a count names nobody. */
  readonly keyPrefix: string;
  /** How long the count may take before this process counts alone. */
  readonly waitMs?: number;
}

export interface Limiter {
  /** Throws UserError when that one has had too many. What several processes hear under one `occasion` counts once. */
  readonly take: (key: string, occasion?: string) => Promise<void>;
}

type Sentence = (requests: number, seconds: number, wait: number) => Phrase;

export const OF_A_MEMBER: Sentence = (requests, seconds, wait) =>
  say`That was a lot at once: at most ${requests} requests in ${seconds} s. Try again in ${wait} s.`;

export const OF_A_COMMUNITY: Sentence = (requests, seconds, wait) =>
  say`This community asks a lot at once: at most ${requests} requests in ${seconds} s. Try again in ${wait} s.`;

const WAIT_MS = 200;

/** Counts in this process' memory where nothing is shared, and while Redis is away or slow: nobody waits for a count. */
export function createLimiter(
  { requests: points, seconds: duration }: LimiterOptions,
  sentence = OF_A_MEMBER,
  shared?: SharedCount,
): Limiter {
  const own = new RateLimiterMemory({ points, duration });
  const together = shared && countTogether(shared, points, duration);
  return {
    async take(key, occasion) {
      try {
        if ((await together?.(key, occasion)) !== true) await own.consume(key);
      } catch (rejection) {
        if (!(rejection instanceof RateLimiterRes)) throw rejection;
        const wait = Math.max(1, Math.ceil(rejection.msBeforeNext / 1000));
        throw new UserError('too-many-requests', sentence(points, duration, wait));
      }
    },
  };
}

/** Resolves to whether it was counted; rejects with a RateLimiterRes where that was one too many. */
function countTogether(
  { redis, keyPrefix, waitMs = WAIT_MS }: SharedCount,
  points: number,
  duration: number,
): (key: string, occasion?: string) => Promise<boolean> {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix,
    points,
    duration,
    rejectIfRedisNotReady: true,
    // Whoever has had all of them is refused without asking Redis again.
    inMemoryBlockOnConsumed: points,
  });
  /** Whoever heard it first counts it; the others let it pass. */
  async function isFirst(key: string, occasion: string | undefined): Promise<boolean> {
    if (occasion === undefined) return true;
    const heard = `${keyPrefix}:heard:${idOf(`${key} ${occasion}`)}`;
    return (await redis.set(heard, '1', 'EX', duration, 'NX')) !== null;
  }
  const count = async (key: string, occasion: string | undefined): Promise<void> => {
    if (await isFirst(key, occasion)) await limiter.consume(idOf(key));
  };
  return async (key, occasion) => {
    const counted = count(key, occasion).then(
      () => true,
      (error: unknown) => {
        if (error instanceof RateLimiterRes) throw error;
        return false;
      },
    );
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((done) => (timer = setTimeout(done, waitMs, false)));
    return Promise.race([counted, late]).finally(() => {
      clearTimeout(timer);
    });
  };
}
