/** @file Pictures that a member has had today, counted in Redis: atomic, once for each request, gone after the day. */
import type { Redis } from 'ioredis';
import { idOf } from '../identity/id.ts';
import { redisKey } from '../identity/keys.ts';

export interface Take {
  readonly community: string;
  readonly ownerId: string;
  /** A request that is delivered twice counts once. */
  readonly requestId: string;
  readonly pictures: number;
  /** Undefined counts without a bound. */
  readonly limit: number | undefined;
  readonly at: Date;
}

export interface QuotaStore {
  /** Resolves to whether it still fitted; what did not fit is not counted. */
  readonly take: (take: Take) => Promise<boolean>;
  /** Gives back what a request took that day. */
  readonly giveBack: (took: Pick<Take, 'community' | 'ownerId' | 'requestId' | 'at'>) => Promise<void>;
  readonly used: (community: string, ownerId: string, at: Date) => Promise<number>;
}

/** KEYS count; ARGV request, pictures, limit (-1: none), expiry in s. Returns 0 when it does not fit. */
const TAKE = `
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then return 1 end
local used = tonumber(redis.call('HGET', KEYS[1], 'used') or '0')
local limit = tonumber(ARGV[3])
if limit >= 0 and used + tonumber(ARGV[2]) > limit then return 0 end
redis.call('HINCRBY', KEYS[1], 'used', ARGV[2])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('EXPIREAT', KEYS[1], ARGV[4])
return 1`;

/** KEYS count; ARGV request. */
const GIVE_BACK = `
local took = redis.call('HGET', KEYS[1], ARGV[1])
if not took then return 0 end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('HINCRBY', KEYS[1], 'used', -tonumber(took))
return 1`;

const HOUR_S = 3600;

/** When the day of that moment ends, in UTC. */
export const dayEnd = (at: Date): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + 1));

export function createQuotaStore(redis: Redis, prefix: string): QuotaStore {
  // By a digest: whoever has been forgotten is not named by today's count.
  const keyOf = (community: string, ownerId: string, at: Date): string =>
    redisKey(prefix, 'count', at.toISOString().slice(0, 10), idOf(`${community} ${ownerId}`));
  return {
    async take({ community, ownerId, requestId, pictures, limit, at }) {
      const expiry = Math.floor(dayEnd(at).getTime() / 1000) + HOUR_S;
      const key = keyOf(community, ownerId, at);
      return (await redis.eval(TAKE, 1, key, `r:${requestId}`, pictures, limit ?? -1, expiry)) === 1;
    },
    async giveBack({ community, ownerId, requestId, at }) {
      await redis.eval(GIVE_BACK, 1, keyOf(community, ownerId, at), `r:${requestId}`);
    },
    used: async (community, ownerId, at) =>
      Number((await redis.hget(keyOf(community, ownerId, at), 'used')) ?? '0'),
  };
}
