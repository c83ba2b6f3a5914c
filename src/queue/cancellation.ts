/** @file Cancelling a running job: a flag in Redis that its worker looks at between steps. */
import type { Redis } from 'ioredis';
import { redisKey } from '../identity/keys.ts';

const FLAG_TERM_S = 24 * 3600;
const flagKey = (prefix: string, jobId: string): string => redisKey(prefix, 'cancel', jobId);

export const requestCancel = async (redis: Redis, prefix: string, jobId: string): Promise<void> => {
  await redis.set(flagKey(prefix, jobId), '1', 'EX', FLAG_TERM_S);
};

export const isCancelled = async (redis: Redis, prefix: string, jobId: string): Promise<boolean> =>
  (await redis.exists(flagKey(prefix, jobId))) === 1;

/** Looks every `intervalMs` until stopped; a Redis that is away cancels nothing. */
export function watchCancel(
  redis: Redis,
  prefix: string,
  jobId: string,
  intervalMs: number,
): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController();
  const timer = setInterval(() => {
    isCancelled(redis, prefix, jobId).then(
      (cancelled) => {
        if (cancelled) controller.abort(new CancelledError());
      },
      () => undefined,
    );
  }, intervalMs);
  return {
    signal: controller.signal,
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** The member does not want the result any more. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}
