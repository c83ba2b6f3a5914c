/** @file The language in which each member last wrote, for what is said to a member who is not there. */
import type { Redis } from 'ioredis';
import { redisKey } from '../identity/keys.ts';

export interface LanguageStore {
  /** Costs nothing where this process knows it already. */
  readonly note: (ownerId: string, locale: string) => Promise<void>;
  /** The locale; "en" for a stranger. */
  readonly of: (ownerId: string) => Promise<string>;
  readonly forget: (ownerId: string) => Promise<void>;
}

const MAX_KNOWN = 10_000;

export function createLanguageStore(redis: Redis, prefix: string, termMs: number): LanguageStore {
  const keyOf = (ownerId: string): string => redisKey(prefix, 'language-of', ownerId);
  const known = new Map<string, string>();
  return {
    async note(ownerId, locale) {
      if (known.get(ownerId) === locale) return;
      await redis.set(keyOf(ownerId), locale.slice(0, 35), 'PX', termMs);
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(ownerId, locale);
    },
    of: async (ownerId) => (await redis.get(keyOf(ownerId))) ?? 'en',
    async forget(ownerId) {
      known.delete(ownerId);
      await redis.del(keyOf(ownerId));
    },
  };
}
