/** @file Requests in Redis, and the outbox: those whose answer does not stand in the channel yet. */
import type { Redis } from 'ioredis';
import { redisKey } from '../identity/keys.ts';
import type { MessageRef } from './platform.ts';
import { type ChatRequest, type StoredRequest, storedRequestSchema } from './request.ts';

export interface RequestStoreOptions {
  readonly redis: Redis;
  readonly prefix: string;
  /** This bot process, who follows what it opens. */
  readonly botId: string;
  /** How long the buttons of a posted picture work after their last use. */
  readonly termMs: number;
}

export interface RequestStore {
  /** Keeps a request that waits for a yes, for so long. */
  readonly draft: (request: ChatRequest, termMs: number) => Promise<void>;
  /** Puts it into the outbox; false when it is there already (a repeated delivery of one invocation). */
  readonly open: (request: ChatRequest) => Promise<boolean>;
  readonly get: (id: string) => Promise<StoredRequest | undefined>;
  readonly answered: (id: string, ref: MessageRef) => Promise<void>;
  readonly advance: (id: string, state: 'made' | 'posting') => Promise<void>;
  /** Takes it out of the outbox. */
  readonly posted: (id: string, ref: MessageRef | undefined, seeds: readonly number[]) => Promise<void>;
  /** Ids of the member's requests in the outbox, oldest first. */
  readonly pending: (ownerId: string) => Promise<readonly string[]>;
  readonly remove: (id: string) => Promise<void>;
  /** Removes every request of the member; returns what they were. */
  readonly removeAll: (ownerId: string) => Promise<readonly StoredRequest[]>;
  /** Says that this bot lives, for `termMs`. */
  readonly beat: (termMs: number) => Promise<void>;
  /** Says that it is leaving: others may follow its requests at once. */
  readonly leave: () => Promise<void>;
  /** Ids in the platform's outbox that this bot follows from now on: its own, and those of bots that are gone. */
  readonly adopt: (platform: string, known: (id: string) => boolean) => Promise<readonly string[]>;
}

/** KEYS request; ARGV my id, prefix of the heartbeats. 2: mine before; 1: mine now; 0: of a living bot; -1: no such request. */
const ADOPT = `
local follower = redis.call('HGET', KEYS[1], 'follower')
if not follower then return -1 end
if follower == ARGV[1] then return 2 end
if redis.call('EXISTS', ARGV[2] .. follower) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'follower', ARGV[1])
return 1`;

/** A request of one's own that nobody follows after so long was answered by nothing; before, its command still runs. */
const SETTLED_MS = 15_000;

/** KEYS request; ARGV field, value, ... Sets the fields of a request that still exists. */
const UPDATE = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV))
return 1`;

export function createRequestStore({ redis, prefix, botId, termMs }: RequestStoreOptions): RequestStore {
  const requestKey = (id: string): string => redisKey(prefix, 'request', id);
  const outboxKey = (platform: string): string => redisKey(prefix, 'outbox', platform);
  const ownerKey = (ownerId: string): string => redisKey(prefix, 'requests-of', ownerId);
  const pendingKey = (ownerId: string): string => redisKey(prefix, 'pending-of', ownerId);
  const botKey = redisKey(prefix, 'bot', '');
  const update = (id: string, fields: Readonly<Record<string, string>>): Promise<unknown> =>
    redis.eval(UPDATE, 1, requestKey(id), ...Object.entries(fields).flat());

  async function get(id: string): Promise<StoredRequest | undefined> {
    const { request, state, ref, seeds } = await redis.hgetall(requestKey(id));
    if (request === undefined) return undefined;
    return storedRequestSchema.parse({
      request: JSON.parse(request) as unknown,
      state,
      ...(ref === undefined ? {} : { ref: JSON.parse(ref) as unknown }),
      ...(seeds === undefined ? {} : { seeds: JSON.parse(seeds) as unknown }),
    });
  }

  async function remove(stored: StoredRequest): Promise<void> {
    const { id, ownerId, target } = stored.request;
    await exec(
      redis
        .multi()
        .del(requestKey(id))
        .zrem(outboxKey(target.platform), id)
        .zrem(ownerKey(ownerId), id)
        .zrem(pendingKey(ownerId), id),
    );
  }

  const askedBefore = async (platform: string, id: string, time: number): Promise<boolean> =>
    Number(await redis.zscore(outboxKey(platform), id)) < time;

  return {
    get,
    async draft(request, draftTermMs) {
      const key = requestKey(request.id);
      const fields = { request: JSON.stringify(request), state: 'draft' };
      const own = ownerKey(request.ownerId);
      await exec(
        redis
          .multi()
          .hset(key, fields)
          .pexpire(key, draftTermMs)
          .zadd(own, Date.parse(request.createdAt), request.id),
      );
    },
    async open(request) {
      const { id, ownerId, target } = request;
      const key = requestKey(id);
      const state = await redis.hget(key, 'state');
      if (state !== null && state !== 'draft') return false;
      const at = Date.parse(request.createdAt);
      await exec(
        redis
          .multi()
          .hset(key, { request: JSON.stringify(request), state: 'asked', follower: botId })
          .persist(key)
          .zadd(outboxKey(target.platform), at, id)
          .zadd(ownerKey(ownerId), at, id)
          .zadd(pendingKey(ownerId), at, id)
          .zremrangebyscore(ownerKey(ownerId), 0, at - termMs),
      );
      return true;
    },
    async answered(id, ref) {
      await update(id, { ref: JSON.stringify(ref) });
    },
    async advance(id, state) {
      await update(id, { state });
    },
    async posted(id, ref, seeds) {
      const stored = await get(id);
      if (stored === undefined) return;
      const { ownerId, target } = stored.request;
      const place = ref === undefined ? {} : { ref: JSON.stringify(ref) };
      await exec(
        redis
          .multi()
          .hset(requestKey(id), { state: 'posted', seeds: JSON.stringify(seeds), ...place })
          .pexpire(requestKey(id), termMs)
          .zrem(outboxKey(target.platform), id)
          .zrem(pendingKey(ownerId), id),
      );
    },
    pending: (ownerId) => redis.zrange(pendingKey(ownerId), 0, '-1'),
    async remove(id) {
      const stored = await get(id);
      if (stored !== undefined) await remove(stored);
    },
    async removeAll(ownerId) {
      const ids = await redis.zrange(ownerKey(ownerId), 0, '-1');
      const stored = (await Promise.all(ids.map(get))).filter((one) => one !== undefined);
      await Promise.all(stored.map(remove));
      await redis.del(ownerKey(ownerId), pendingKey(ownerId));
      return stored;
    },
    async beat(beatTermMs) {
      await redis.set(`${botKey}${botId}`, '1', 'PX', beatTermMs);
    },
    async leave() {
      await redis.del(`${botKey}${botId}`);
    },
    async adopt(platform, known) {
      const ids = (await redis.zrange(outboxKey(platform), 0, '-1')).filter((id) => !known(id));
      const settled = Date.now() - SETTLED_MS;
      const mine: string[] = [];
      for (const id of ids) {
        const whose = await redis.eval(ADOPT, 1, requestKey(id), botId, botKey);
        if (whose === -1) await redis.zrem(outboxKey(platform), id);
        if (whose === 1 || (whose === 2 && (await askedBefore(platform, id, settled)))) mine.push(id);
      }
      return mine;
    },
  };
}

async function exec(transaction: ReturnType<Redis['multi']>): Promise<void> {
  for (const [error] of (await transaction.exec()) ?? []) if (error) throw error;
}
