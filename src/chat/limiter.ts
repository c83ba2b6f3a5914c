/** @file So many requests a member in so much time; the rest get a sentence. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { UserError } from '../errors.ts';
import { say } from '../say.ts';

export interface LimiterOptions {
  readonly requests: number;
  readonly seconds: number;
}

export interface Limiter {
  /** Throws UserError when the member has had too many. */
  readonly take: (memberKey: string) => Promise<void>;
}

/** Counts in this process' memory: it must work, and cost nothing, while Redis is away. */
export function createLimiter({ requests, seconds }: LimiterOptions): Limiter {
  const limiter = new RateLimiterMemory({ points: requests, duration: seconds });
  return {
    async take(memberKey) {
      try {
        await limiter.consume(memberKey);
      } catch (rejection) {
        if (!(rejection instanceof RateLimiterRes)) throw rejection;
        const wait = Math.max(1, Math.ceil(rejection.msBeforeNext / 1000));
        throw new UserError(
          'too-many-requests',
          say`That was a lot at once: at most ${requests} requests in ${seconds} s. Try again in ${wait} s.`,
        );
      }
    },
  };
}
