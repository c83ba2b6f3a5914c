/** @file Share rules in Redis, inside the identity itself, so that they die with it; and what was allowed once. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
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
  /** The rules of those ids, by id, in one round trip; without one of its own an identity is private. */
  readonly getAll: (identityIds: readonly string[]) => Promise<ReadonlyMap<string, Share>>;
  /** Ids of some identities of that name, or whose names begin so, that may be shared with somebody: their rules say whether. */
  readonly candidates: (wanting: Wanting, named: Named) => Promise<readonly string[]>;
  /** Takes a member out of every rule that names him. */
  readonly forget: (ownerId: string) => Promise<void>;
}

/** Names are small letters, digits and underscores. */
export interface Named {
  readonly name: string;
  /** Whether more letters may follow. */
  readonly begins: boolean;
}

const MAX_GRANTS = 200;
const MAX_CANDIDATES = 100;

/** KEYS indices of shared identities; ARGV identity key's prefix, name, 1 where more may follow, most. The dead leave the indices. */
const CANDIDATES = `
local found = {}
for _, id in ipairs(redis.call('SUNION', unpack(KEYS))) do
  local name = redis.call('HGET', ARGV[1] .. id, 'name')
  if not name then
    for _, key in ipairs(KEYS) do redis.call('SREM', key, id) end
  elseif name == ARGV[2] or (ARGV[3] == '1' and string.sub(name, 1, #ARGV[2]) == ARGV[2]) then
    found[#found + 1] = id
    if #found == tonumber(ARGV[4]) then break end
  end
end
return found`;

/** In the place of a rule: whichever it is. */
const ANY = '*';

/** KEYS identity, grants; ARGV share, the rule that it replaces ('' for none). 0: the identity is gone; -1: its rule is another one. */
const SET = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if ARGV[2] ~= '${ANY}' and (redis.call('HGET', KEYS[1], 'share') or '') ~= ARGV[2] then return -1 end
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

const parse = (json: string | null): Share => (json === null ? PRIVATE : shareSchema.parse(JSON.parse(json)));

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

  const read = (id: string): Promise<string | null> => redis.hget(identityKey(id), 'share');
  const get = async (id: string): Promise<Share> => parse(await read(id));

  async function replace(id: string, share: Share, replaced: string): Promise<unknown> {
    const former = indexOf(replaced === ANY ? await get(id) : parse(replaced === '' ? null : replaced));
    const args = [JSON.stringify(share), replaced];
    const done = await redis.eval(SET, 2, identityKey(id), grantsKey(id), ...args);
    if (done !== 1) return done;
    const wanted = indexOf(share);
    await Promise.all(wanted.map((key) => redis.sadd(key, id)));
    await Promise.all(former.filter((key) => !wanted.includes(key)).map((key) => redis.srem(key, id)));
    return done;
  }

  /** What the owner says meanwhile is not undone: it is looked at again. */
  async function without(id: string, ownerId: string): Promise<void> {
    for (;;) {
      const json = await read(id);
      const share = parse(json);
      const members = share.members.filter((one) => one.ownerId !== ownerId);
      if (members.length === share.members.length) return;
      if ((await replace(id, { ...share, members }, json ?? '')) !== -1) return;
    }
  }

  return {
    get,
    async getAll(ids) {
      const rules = await Promise.all(ids.map((id) => redis.hget(identityKey(id), 'share')));
      return new Map(ids.map((id, i) => [id, parse(rules[i] ?? null)]));
    },
    set: async (id, share) => (await replace(id, share, ANY)) === 1,
    async begin(id, share) {
      await replace(id, share, '');
    },
    grant: async (id, requestId) =>
      (await redis.eval(GRANT, 2, identityKey(id), grantsKey(id), requestId, Date.now(), MAX_GRANTS)) === 1,
    async permits({ id, ownerId }, wanting, requestId) {
      const access = accessOf(await get(id), ownerId, wanting);
      if (access !== 'ask') return access !== 'none';
      return (await redis.zscore(grantsKey(id), requestId)) !== null;
    },
    async candidates({ ownerId, community }, { name, begins }) {
      const keys = [withKey(ownerId), ...(community === undefined ? [] : [inKey(community)])];
      const args = [identityKey(''), name, begins ? '1' : '0', MAX_CANDIDATES];
      return z.array(z.string()).parse(await redis.eval(CANDIDATES, keys.length, ...keys, ...args));
    },
    async forget(ownerId) {
      for (const id of await redis.smembers(withKey(ownerId))) await without(id, ownerId);
      await redis.del(withKey(ownerId));
    },
  };
}
