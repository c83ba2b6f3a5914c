/** @file Names that members have chosen, in Redis. */
import type { Redis } from 'ioredis';
import { redisKey } from '../../identity/keys.ts';
import { defaultName } from './member-name.ts';
import { MEMBER_TERM_MS } from './term.ts';

export interface MemberNames {
  /** The chosen name, or the one that the id gives; also while Redis is away. */
  readonly of: (memberId: string) => Promise<string>;
  readonly set: (memberId: string, name: string) => Promise<void>;
}

export function createMemberNames(redis: Redis, prefix: string): MemberNames {
  const keyOf = (memberId: string): string => redisKey(prefix, 'web', 'name', memberId);
  return {
    async of(memberId) {
      const chosen = await redis.getex(keyOf(memberId), 'PX', MEMBER_TERM_MS).catch(() => null);
      return chosen ?? defaultName(memberId);
    },
    async set(memberId, name) {
      await redis.set(keyOf(memberId), name, 'PX', MEMBER_TERM_MS);
    },
  };
}
