/** @file Refusals: whoever was refused does not ask the same member again for a day. Nobody can be read out of the keys. */
import type { Redis } from 'ioredis';
import { idOf } from './id.ts';
import { redisKey } from './keys.ts';

export interface RefusalStore {
  readonly note: (by: string, asker: string) => Promise<void>;
  readonly lately: (by: string, asker: string) => Promise<boolean>;
}

const TERM_S = 24 * 3600;

export function createRefusalStore(redis: Redis, prefix: string): RefusalStore {
  const keyOf = (by: string, asker: string): string =>
    redisKey(prefix, 'refused', idOf(`refusal ${by} ${asker}`));
  return {
    async note(by, asker) {
      await redis.set(keyOf(by, asker), '1', 'EX', TERM_S);
    },
    lately: async (by, asker) => (await redis.exists(keyOf(by, asker))) === 1,
  };
}
