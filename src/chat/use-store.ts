/** @file Every use of a face, kept for its owner: who had it drawn, when and where. The words stay with the request. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { redisKey } from '../identity/keys.ts';
import { messageRefSchema } from './platform.ts';

const useSchema = z.object({
  version: z.literal(1),
  requestId: z.string().min(8).max(40),
  identityId: z.string().min(8).max(40),
  identityName: z.string().max(40),
  /** Owner id and name of who asked; gone once that member is forgotten. */
  by: z.string().max(200).optional(),
  byName: z.string().max(200).optional(),
  at: z.iso.datetime(),
  platform: z.string().min(1).max(32),
  community: z.string().max(128),
  channel: z.string().max(128),
  recalledAt: z.iso.datetime().optional(),
  /** Messages that their platform did not take away when it was recalled. */
  left: z.array(messageRefSchema).max(20).optional(),
});
export type FaceUse = z.infer<typeof useSchema>;

export interface UseStore {
  /** Told again of the same request and face it changes nothing. */
  readonly note: (ownerId: string, use: Omit<FaceUse, 'version'>) => Promise<void>;
  /** Newest first. */
  readonly list: (ownerId: string) => Promise<readonly FaceUse[]>;
  /** Replaces one that is still kept. */
  readonly update: (ownerId: string, use: FaceUse) => Promise<void>;
  /** Drops a member's list, and takes his name off the lists of others. */
  readonly forget: (ownerId: string) => Promise<void>;
}

/** Of one owner; the oldest go. */
const MAX_USES = 1000;

/** KEYS order, uses; ARGV field, use, time, most, term in ms. */
const NOTE = `
if redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2]) == 0 then return 0 end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
local excess = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[4])
if excess > 0 then
  for _, field in ipairs(redis.call('ZPOPMIN', KEYS[1], excess)) do redis.call('HDEL', KEYS[2], field) end
end
redis.call('PEXPIRE', KEYS[1], ARGV[5])
redis.call('PEXPIRE', KEYS[2], ARGV[5])
return 1`;

/** KEYS uses; ARGV field, use. */
const UPDATE = `
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1`;

/** `termMs`: how long after the last use the list is kept. */
export function createUseStore(redis: Redis, prefix: string, termMs: number): UseStore {
  const orderKey = (ownerId: string): string => redisKey(prefix, 'use-order', ownerId);
  const usesKey = (ownerId: string): string => redisKey(prefix, 'uses', ownerId);
  /** Owners whose lists name a member, to forget by. */
  const userKey = (ownerId: string): string => redisKey(prefix, 'used-of', ownerId);
  const fieldOf = ({ requestId, identityId }: Pick<FaceUse, 'requestId' | 'identityId'>): string =>
    `${requestId} ${identityId}`;

  async function list(ownerId: string): Promise<readonly FaceUse[]> {
    const all = (await redis.hvals(usesKey(ownerId))).map((json) => useSchema.parse(JSON.parse(json)));
    return all.sort((a, b) => b.at.localeCompare(a.at) || fieldOf(a).localeCompare(fieldOf(b)));
  }

  async function update(ownerId: string, use: FaceUse): Promise<void> {
    await redis.eval(UPDATE, 1, usesKey(ownerId), fieldOf(use), JSON.stringify(use));
  }

  return {
    list,
    update,
    async note(ownerId, use) {
      if (use.by !== undefined && use.by !== ownerId) {
        await redis.multi().sadd(userKey(use.by), ownerId).pexpire(userKey(use.by), termMs).exec();
      }
      const stored: FaceUse = { version: 1, ...use };
      const args = [fieldOf(use), JSON.stringify(stored), Date.parse(use.at), MAX_USES, termMs];
      await redis.eval(NOTE, 2, orderKey(ownerId), usesKey(ownerId), ...args);
    },
    async forget(ownerId) {
      for (const owner of await redis.smembers(userKey(ownerId))) {
        for (const use of await list(owner)) {
          if (use.by !== ownerId) continue;
          await update(owner, { ...use, by: undefined, byName: undefined });
        }
      }
      await redis.del(userKey(ownerId), orderKey(ownerId), usesKey(ownerId));
    },
  };
}
