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
  /** Takes a finished one out of the outbox until a moderator releases it, for so long. */
  readonly hold: (id: string, ref: MessageRef | undefined, termMs: number) => Promise<boolean>;
  /** Puts a held one back into the outbox, without its condition. */
  readonly release: (request: ChatRequest) => Promise<void>;
  readonly get: (id: string) => Promise<StoredRequest | undefined>;
  readonly answered: (id: string, ref: MessageRef) => Promise<void>;
  readonly advance: (id: string, state: 'made' | 'posting') => Promise<void>;
  /** Takes it out of the outbox; false when it was removed meanwhile. */
  readonly posted: (id: string, ref: MessageRef | undefined, seeds: readonly number[]) => Promise<boolean>;
  /** Ids of the member's requests in the outbox, oldest first. */
  readonly pending: (ownerId: string) => Promise<readonly string[]>;
  /** Everything that is kept of the member's requests. */
  readonly list: (ownerId: string) => Promise<readonly StoredRequest[]>;
  readonly remove: (id: string) => Promise<void>;
  /** Removes a draft; of several who do so at once, one is told true. */
  readonly claim: (id: string) => Promise<boolean>;
  /** Writes down somebody's yes to a draft; what it is then, or undefined when it is none any more. */
  readonly agree: (id: string, ownerId: string) => Promise<StoredRequest | undefined>;
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

/** KEYS request, outbox, pending; ARGV id, term in ms, field, value, ... Only of a request that still exists. */
const SETTLE = `
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV, 3))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`;

/** Before the owner ids of those who have said yes, as fields of a request. */
const YES = 'yes:';

/** KEYS request. 1 for the one who removed the draft. */
const CLAIM = `
if redis.call('HGET', KEYS[1], 'state') ~= 'draft' then return 0 end
return redis.call('DEL', KEYS[1])`;

/** KEYS request; ARGV field. Only of a draft. */
const AGREE = `
if redis.call('HGET', KEYS[1], 'state') ~= 'draft' then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], '1')
return 1`;

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
    const { request, state, ref, seeds, ...rest } = await redis.hgetall(requestKey(id));
    if (request === undefined) return undefined;
    const agreed = Object.keys(rest).filter((field) => field.startsWith(YES));
    return storedRequestSchema.parse({
      request: JSON.parse(request) as unknown,
      state,
      ...(ref === undefined ? {} : { ref: JSON.parse(ref) as unknown }),
      ...(seeds === undefined ? {} : { seeds: JSON.parse(seeds) as unknown }),
      agreed: agreed.map((field) => field.slice(YES.length)),
    });
  }

  async function settle(
    id: string,
    fields: Readonly<Record<string, string>>,
    keptMs: number,
  ): Promise<boolean> {
    const stored = await get(id);
    if (stored === undefined) return false;
    const { ownerId, target } = stored.request;
    const keys = [requestKey(id), outboxKey(target.platform), pendingKey(ownerId)];
    const args = [id, keptMs, ...Object.entries(fields).flat()];
    return (await redis.eval(SETTLE, keys.length, ...keys, ...args)) === 1;
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

  async function list(ownerId: string): Promise<readonly StoredRequest[]> {
    const ids = await redis.zrange(ownerKey(ownerId), 0, '-1');
    return (await Promise.all(ids.map(get))).filter((one) => one !== undefined);
  }

  async function ask(request: ChatRequest): Promise<void> {
    const { id, ownerId, target } = request;
    const key = requestKey(id);
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
      const state = await redis.hget(requestKey(request.id), 'state');
      if (state !== null && state !== 'draft') return false;
      await ask(request);
      return true;
    },
    hold: (id, ref, heldMs) => settle(id, { state: 'held', ...placeOf(ref) }, heldMs),
    release: (request) => ask({ ...request, awaits: undefined }),
    async answered(id, ref) {
      await update(id, { ref: JSON.stringify(ref) });
    },
    async advance(id, state) {
      await update(id, { state });
    },
    posted: (id, ref, seeds) =>
      settle(id, { state: 'posted', seeds: JSON.stringify(seeds), ...placeOf(ref) }, termMs),
    list,
    pending: (ownerId) => redis.zrange(pendingKey(ownerId), 0, '-1'),
    async remove(id) {
      const stored = await get(id);
      if (stored !== undefined) await remove(stored);
    },
    async claim(id) {
      const stored = await get(id);
      if (stored === undefined || (await redis.eval(CLAIM, 1, requestKey(id))) !== 1) return false;
      await redis.zrem(ownerKey(stored.request.ownerId), id);
      return true;
    },
    agree: async (id, ownerId) =>
      (await redis.eval(AGREE, 1, requestKey(id), `${YES}${ownerId}`)) === 1 ? get(id) : undefined,
    async removeAll(ownerId) {
      const stored = await list(ownerId);
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

const placeOf = (ref: MessageRef | undefined): Readonly<Record<string, string>> =>
  ref === undefined ? {} : { ref: JSON.stringify(ref) };

async function exec(transaction: ReturnType<Redis['multi']>): Promise<void> {
  for (const [error] of (await transaction.exec()) ?? []) if (error) throw error;
}
