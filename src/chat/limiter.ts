/** @file So many requests of a member, and of a community, in so much time; the rest get a sentence. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { UserError } from '../errors.ts';
import { type Phrase, say } from '../say.ts';

export interface LimiterOptions {
  readonly requests: number;
  readonly seconds: number;
}

export interface Limiter {
  /** Throws UserError when that one has had too many. */
  readonly take: (key: string) => Promise<void>;
}

type Sentence = (requests: number, seconds: number, wait: number) => Phrase;

const OF_A_MEMBER: Sentence = (requests, seconds, wait) =>
  say`That was a lot at once: at most ${requests} requests in ${seconds} s. Try again in ${wait} s.`;

export const OF_A_COMMUNITY: Sentence = (requests, seconds, wait) =>
  say`This community asks a lot at once: at most ${requests} requests in ${seconds} s. Try again in ${wait} s.`;

/** Counts in this process' memory: it must work, and cost nothing, while Redis is away. */
export function createLimiter({ requests, seconds }: LimiterOptions, sentence = OF_A_MEMBER): Limiter {
  const limiter = new RateLimiterMemory({ points: requests, duration: seconds });
  return {
    async take(key) {
      try {
        await limiter.consume(key);
      } catch (rejection) {
        if (!(rejection instanceof RateLimiterRes)) throw rejection;
        const wait = Math.max(1, Math.ceil(rejection.msBeforeNext / 1000));
        throw new UserError('too-many-requests', sentence(requests, seconds, wait));
      }
    },
  };
}
