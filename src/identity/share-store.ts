/** @file Share rules in Redis, inside the identity itself, so that they die with it; and what was allowed once. */
import type { Redis } from 'ioredis';
import { redisKey } from './keys.ts';
import { accessOf, PRIVATE, type Share, shareSchema, type Wanting } from './share.ts';

export interface ShareStore {
  readonly get: (identityId: string) => Promise<Share>;
  /** Replaces the rule and takes back everything that was allowed once; false when the identity is gone. */
  readonly set: (identityId: string, share: Share) => Promise<boolean>;
  /** The first rule of a new identity; one that has a rule keeps it. */
  readonly begin: (identityId: string, share: Share) => Promise<void>;
  /** Lets one request of somebody else draw the identity, as long as its rule stays; false when the identity is gone. */
  readonly grant: (identityId: string, requestId: string) => Promise<boolean>;
  /** Whether that request may draw the identity of that owner, now. */
  readonly permits: (
    identity: { readonly id: string; readonly ownerId: string },
    wanting: Wanting,
    requestId: string,
  ) => Promise<boolean>;
  /** Ids of identities that may be shared with somebody; whether they are, their rules say. */
  readonly candidates: (wanting: Wanting) => Promise<readonly string[]>;
  /** Takes a member out of every rule that names him. */
  readonly forget: (ownerId: string) => Promise<void>;
}

const MAX_GRANTS = 200;

/** KEYS identity, grants; ARGV share. */
const SET = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'share', ARGV[1])
redis.call('DEL', KEYS[2])
return 1`;

/** KEYS identity, grants; ARGV request, time, most. The grants live no longer than the identity. */
const GRANT = `
local left = redis.call('PTTL', KEYS[1])
if left == -2 then return 0 end
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - tonumber(ARGV[3]))
if left > 0 then redis.call('PEXPIRE', KEYS[2], left) end
return 1`;

export function createShareStore(redis: Redis, prefix: string): ShareStore {
  const identityKey = (id: string): string => redisKey(prefix, 'identity', id);
  const grantsKey = (id: string): string => redisKey(prefix, 'grants', id);
  const inKey = (community: string): string => redisKey(prefix, 'shared-in', community);
  const withKey = (ownerId: string): string => redisKey(prefix, 'shared-with', ownerId);
  const indexOf = ({ with: whom, members, community }: Share): readonly string[] =>
    whom === 'members'
      ? members.map(({ ownerId }) => withKey(ownerId))
      : whom === 'everybody' && community !== undefined
        ? [inKey(community)]
        : [];

  async function get(id: string): Promise<Share> {
    const json = await redis.hget(identityKey(id), 'share');
    return json === null ? PRIVATE : shareSchema.parse(JSON.parse(json));
  }

  async function set(id: string, share: Share): Promise<boolean> {
    const former = indexOf(await get(id));
    if ((await redis.eval(SET, 2, identityKey(id), grantsKey(id), JSON.stringify(share))) !== 1) return false;
    const wanted = indexOf(share);
    await Promise.all(wanted.map((key) => redis.sadd(key, id)));
    await Promise.all(former.filter((key) => !wanted.includes(key)).map((key) => redis.srem(key, id)));
    return true;
  }

  return {
    get,
    set,
    async begin(id, share) {
      if ((await redis.hexists(identityKey(id), 'share')) === 0) await set(id, share);
    },
    grant: async (id, requestId) =>
      (await redis.eval(GRANT, 2, identityKey(id), grantsKey(id), requestId, Date.now(), MAX_GRANTS)) === 1,
    async permits({ id, ownerId }, wanting, requestId) {
      const access = accessOf(await get(id), ownerId, wanting);
      if (access !== 'ask') return access !== 'none';
      return (await redis.zscore(grantsKey(id), requestId)) !== null;
    },
    async candidates({ ownerId, community }) {
      const keys = [withKey(ownerId), ...(community === undefined ? [] : [inKey(community)])];
      return redis.sunion(...keys);
    },
    async forget(ownerId) {
      for (const id of await redis.smembers(withKey(ownerId))) {
        const share = await get(id);
        const members = share.members.filter((one) => one.ownerId !== ownerId);
        if (members.length < share.members.length) await set(id, { ...share, members });
      }
      await redis.del(withKey(ownerId));
    },
  };
}
