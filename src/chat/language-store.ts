/** @file The language in which each member last wrote, for what is said to a member who is not there. */
import type { Redis } from 'ioredis';
import { redisKey } from '../identity/keys.ts';

export interface LanguageStore {
  /** Costs nothing where this process has written it lately. */
  readonly note: (ownerId: string, locale: string) => Promise<void>;
  /** The locale; "en" for a stranger. */
  readonly of: (ownerId: string) => Promise<string>;
  readonly forget: (ownerId: string) => Promise<void>;
}

const MAX_KNOWN = 10_000;

export function createLanguageStore(redis: Redis, prefix: string, termMs: number): LanguageStore {
  const keyOf = (ownerId: string): string => redisKey(prefix, 'language-of', ownerId);
  const known = new Map<string, { readonly locale: string; readonly until: number }>();
  return {
    async note(ownerId, locale) {
      const one = known.get(ownerId);
      if (one?.locale === locale && Date.now() < one.until) return;
      await redis.set(keyOf(ownerId), locale.slice(0, 35), 'PX', termMs);
      if (known.size >= MAX_KNOWN) known.clear();
      // Written again well before it expires: a member who writes every day is no stranger after a term.
      known.set(ownerId, { locale, until: Date.now() + termMs / 2 });
    },
    of: async (ownerId) => (await redis.get(keyOf(ownerId))) ?? 'en',
    async forget(ownerId) {
      known.delete(ownerId);
      await redis.del(keyOf(ownerId));
    },
  };
}
