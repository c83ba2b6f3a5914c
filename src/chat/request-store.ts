/** @file Requests in Redis, and the outbox: those whose answer does not stand in the channel yet. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { redisKey } from '../identity/keys.ts';
import type { MessageRef } from './platform.ts';
import { ASKING_MS, type ChatRequest, type StoredRequest, storedRequestSchema } from './request.ts';
import {
  ADOPT,
  AGREE,
  ASK,
  CLAIM,
  EXPIRE,
  POSTING,
  REMOVE,
  SETTLE,
  TAKE,
  UPDATE,
} from './request-scripts.ts';

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
  /** Puts a new one or a draft into the outbox; false when it has gone further already, or its time is over. */
  readonly open: (request: ChatRequest) => Promise<boolean>;
  /** Takes a finished one out of the outbox until a moderator releases it, for so long. */
  readonly hold: (id: string, ref: MessageRef | undefined, termMs: number) => Promise<Settled>;
  /** Puts a held one back into the outbox, without its condition; false when it is held no more. */
  readonly release: (request: ChatRequest) => Promise<boolean>;
  /** Ids of those on that platform that have waited for a yes too long. */
  readonly overdue: (platform: string, now: Date) => Promise<readonly string[]>;
  /** Ends its waiting, for one caller, who then takes it away; who has not in a minute, leaves it to the next. */
  readonly expire: (id: string, now: Date) => Promise<StoredRequest | undefined>;
  readonly get: (id: string) => Promise<StoredRequest | undefined>;
  /** Follows it from now on, unless another living bot does: then false. */
  readonly take: (id: string) => Promise<boolean>;
  /** Whether no other bot has taken it. */
  readonly isMine: (id: string) => Promise<boolean>;
  readonly answered: (id: string, ref: MessageRef) => Promise<void>;
  /** Remembers another message that shows it or asks about it; false when it was removed meanwhile. */
  readonly copied: (id: string, ref: MessageRef) => Promise<boolean>;
  /** Forgets those messages, and returns them. */
  readonly takeCopies: (id: string) => Promise<readonly MessageRef[]>;
  /** It is about to be shown: keeps what its buttons and /verify need, so that whoever uses them at once is served. */
  readonly posting: (id: string, shown: Shown) => Promise<Settled>;
  /** Takes it out of the outbox. */
  readonly posted: (id: string, ref: MessageRef | undefined) => Promise<Settled>;
  /** Whose posted picture it is, by its digest. */
  readonly ofPicture: (digest: string) => Promise<StoredRequest | undefined>;
  /** Ids of the member's requests in the outbox, oldest first. */
  readonly pending: (ownerId: string) => Promise<readonly string[]>;
  /** Everything that is kept of the member's requests. */
  readonly list: (ownerId: string) => Promise<readonly StoredRequest[]>;
  /** Returns what it was last; undefined when there was none. */
  readonly remove: (id: string) => Promise<StoredRequest | undefined>;
  /** Removes a draft; of several who do so at once, one is told true. */
  readonly claim: (id: string) => Promise<boolean>;
  /** Writes down somebody's yes to a draft; what it is then, or undefined when it is none any more. */
  readonly agree: (id: string, ownerId: string) => Promise<StoredRequest | undefined>;
  /** Removes every request of the member; returns what they were. */
  readonly removeAll: (ownerId: string) => Promise<readonly StoredRequest[]>;
  /** Says that this bot lives, for `termMs`; false when it was not known to live: others may have taken what it follows. */
  readonly beat: (termMs: number) => Promise<boolean>;
  /** Says that it is leaving: others may follow its requests at once. */
  readonly leave: () => Promise<void>;
  /** Ids in the platform's outbox that this bot follows from now on: its own, and those of bots that are gone. */
  readonly adopt: (platform: string, known: (id: string) => boolean) => Promise<readonly string[]>;
}

/** `removed` meanwhile by a member; `taken over` by a bot that thought this one dead, and is to answer instead. */
export type Settled = 'kept' | 'removed' | 'taken over';

/** What is known of pictures that are shown. */
interface Shown {
  readonly seeds: readonly number[];
  /** SHA-256 of their bytes, in hexadecimal. */
  readonly digests?: readonly string[];
}

const settledSchema = z.enum(['kept', 'removed', 'taken over']);

/** What nobody has decided is kept so much longer, for a bot to say so where it stands. */
const LINGER_MS = 30 * 24 * 3600 * 1000;
/** Who has said that it will end a request has so long to do it. */
const ENDING_MS = 60_000;
const MAX_OVERDUE = 100;

/** Before the owner ids of those who have said yes, as fields of a request. */
const YES = 'yes:';
/** Before the places of other messages that show it. */
const COPY = 'copy:';

export function createRequestStore({ redis, prefix, botId, termMs }: RequestStoreOptions): RequestStore {
  const requestKey = (id: string): string => redisKey(prefix, 'request', id);
  const outboxKey = (platform: string): string => redisKey(prefix, 'outbox', platform);
  const ownerKey = (ownerId: string): string => redisKey(prefix, 'requests-of', ownerId);
  const pendingKey = (ownerId: string): string => redisKey(prefix, 'pending-of', ownerId);
  /** Those that wait for a yes, by when they have waited long enough. */
  const waitingKey = (platform: string): string => redisKey(prefix, 'waiting', platform);
  const pictureKey = (digest: string): string => redisKey(prefix, 'request-of-picture', digest);
  const botKey = redisKey(prefix, 'bot', '');
  /** A member's list outlives whatever is newest in it, and not the member's last request for ever. */
  const listedMs = termMs + 2 * LINGER_MS;
  const update = async (id: string, fields: Readonly<Record<string, string>>): Promise<boolean> =>
    (await redis.eval(UPDATE, 1, requestKey(id), ...Object.entries(fields).flat())) === 1;
  const get = async (id: string): Promise<StoredRequest | undefined> =>
    parse(await redis.hgetall(requestKey(id)));

  async function settle(
    id: string,
    fields: Readonly<Record<string, string>>,
    keptMs: number,
  ): Promise<Settled> {
    const stored = await get(id);
    if (stored === undefined) return 'removed';
    const { ownerId, target } = stored.request;
    const keys = [requestKey(id), outboxKey(target.platform), pendingKey(ownerId)];
    const args = [id, botId, keptMs, ...Object.entries(fields).flat()];
    return settledSchema.parse(await redis.eval(SETTLE, keys.length, ...keys, ...args));
  }

  async function remove(id: string): Promise<StoredRequest | undefined> {
    const stored = await get(id);
    if (stored === undefined) return undefined;
    const { ownerId, target } = stored.request;
    const sets = [
      outboxKey(target.platform),
      ownerKey(ownerId),
      pendingKey(ownerId),
      waitingKey(target.platform),
    ];
    const fields = await redis.eval(REMOVE, 1 + sets.length, requestKey(id), ...sets, id);
    const flat = z.array(z.string()).parse(fields);
    const removed = parse(
      Object.fromEntries(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1] ?? '']] : []))),
    );
    const digests = removed?.digests ?? [];
    if (digests.length > 0) await redis.del(digests.map(pictureKey));
    return removed;
  }

  async function list(ownerId: string): Promise<readonly StoredRequest[]> {
    const ids = await redis.zrange(ownerKey(ownerId), 0, '-1');
    return (await Promise.all(ids.map(get))).filter((one) => one !== undefined);
  }

  async function ask(
    request: ChatRequest,
    from: readonly (StoredRequest['state'] | 'none')[],
  ): Promise<boolean> {
    const { id, ownerId, target } = request;
    const at = Date.parse(request.createdAt);
    const done = await redis.eval(
      ASK,
      5,
      requestKey(id),
      outboxKey(target.platform),
      ownerKey(ownerId),
      pendingKey(ownerId),
      waitingKey(target.platform),
      id,
      at,
      JSON.stringify(request),
      botId,
      at - termMs,
      `,${from.join(',')},`,
      Date.now(),
      listedMs,
    );
    return done === 1;
  }

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
          .pexpire(key, draftTermMs + LINGER_MS)
          .zadd(own, Date.parse(request.createdAt), request.id)
          .pexpire(own, listedMs)
          .zadd(waitingKey(request.target.platform), Date.now() + draftTermMs, request.id),
      );
    },
    open: (request) => ask(request, ['none', 'draft']),
    async hold(id, ref, heldMs) {
      const platform = (await get(id))?.request.target.platform;
      if (platform === undefined) return 'removed';
      await redis.zadd(waitingKey(platform), Date.now() + heldMs, id);
      return settle(id, { state: 'held', ...placeOf(ref) }, heldMs + LINGER_MS);
    },
    release: (request) => ask({ ...request, awaits: undefined }, ['held']),
    overdue: (platform, now) =>
      redis.zrangebyscore(waitingKey(platform), 0, now.getTime(), 'LIMIT', 0, MAX_OVERDUE),
    async expire(id, now) {
      const stored = await get(id);
      if (stored === undefined) return undefined;
      const keys = [requestKey(id), waitingKey(stored.request.target.platform)] as const;
      const waited = await redis.eval(EXPIRE, 2, ...keys, id, now.getTime(), now.getTime() + ENDING_MS);
      return waited === null ? undefined : storedRequestSchema.parse({ ...stored, state: waited });
    },
    take: async (id) => (await redis.eval(TAKE, 1, requestKey(id), botId, botKey)) === 1,
    async isMine(id) {
      const follower = await redis.hget(requestKey(id), 'follower');
      return follower === null || follower === botId;
    },
    async answered(id, ref) {
      await update(id, { ref: JSON.stringify(ref) });
    },
    copied: (id, ref) => update(id, { [`${COPY}${ref.channel} ${ref.message}`]: JSON.stringify(ref) }),
    async takeCopies(id) {
      const copies = (await get(id))?.copies ?? [];
      if (copies.length > 0) {
        await redis.hdel(requestKey(id), ...copies.map((ref) => `${COPY}${ref.channel} ${ref.message}`));
      }
      return copies;
    },
    async posting(id, { seeds, digests = [] }) {
      const keys = [requestKey(id), ...digests.map(pictureKey)];
      const shown = ['seeds', JSON.stringify(seeds), 'digests', JSON.stringify(digests)];
      return settledSchema.parse(
        await redis.eval(POSTING, keys.length, ...keys, id, botId, termMs, ...shown),
      );
    },
    posted: (id, ref) => settle(id, { state: 'posted', ...placeOf(ref) }, termMs),
    async ofPicture(digest) {
      const id = await redis.get(pictureKey(digest));
      return id === null ? undefined : get(id);
    },
    list,
    pending: (ownerId) => redis.zrange(pendingKey(ownerId), 0, '-1'),
    remove,
    async claim(id) {
      const stored = await get(id);
      if (stored === undefined || (await redis.eval(CLAIM, 1, requestKey(id))) !== 1) return false;
      const { ownerId, target } = stored.request;
      await exec(redis.multi().zrem(ownerKey(ownerId), id).zrem(waitingKey(target.platform), id));
      return true;
    },
    agree: async (id, ownerId) =>
      (await redis.eval(AGREE, 1, requestKey(id), `${YES}${ownerId}`)) === 1 ? get(id) : undefined,
    async removeAll(ownerId) {
      const removed = await Promise.all((await list(ownerId)).map(({ request }) => remove(request.id)));
      await redis.del(ownerKey(ownerId), pendingKey(ownerId));
      return removed.filter((one) => one !== undefined);
    },
    beat: async (beatTermMs) => (await redis.set(`${botKey}${botId}`, '1', 'PX', beatTermMs, 'GET')) !== null,
    async leave() {
      await redis.del(`${botKey}${botId}`);
    },
    async adopt(platform, known) {
      const ids = (await redis.zrange(outboxKey(platform), 0, '-1')).filter((id) => !known(id));
      const settled = Date.now() - ASKING_MS;
      const mine: string[] = [];
      for (const id of ids) {
        const whose = await redis.eval(ADOPT, 1, requestKey(id), botId, botKey, settled);
        if (whose === -1) await redis.zrem(outboxKey(platform), id);
        if (whose === 1) mine.push(id);
      }
      return mine;
    },
  };
}

/** From the fields of a request; undefined when there are none. */
function parse({
  request,
  state,
  ref,
  seeds,
  digests,
  askedAt,
  ...rest
}: Readonly<Record<string, string>>): StoredRequest | undefined {
  if (request === undefined) return undefined;
  const entries = Object.entries(rest);
  return storedRequestSchema.parse({
    request: JSON.parse(request) as unknown,
    state,
    ...(ref === undefined ? {} : { ref: JSON.parse(ref) as unknown }),
    ...(askedAt === undefined ? {} : { askedAt: Number(askedAt) }),
    ...(seeds === undefined ? {} : { seeds: JSON.parse(seeds) as unknown }),
    ...(digests === undefined ? {} : { digests: JSON.parse(digests) as unknown }),
    agreed: entries.filter(([field]) => field.startsWith(YES)).map(([field]) => field.slice(YES.length)),
    copies: entries
      .filter(([field]) => field.startsWith(COPY))
      .map(([, json]) => JSON.parse(json) as unknown),
  });
}

const placeOf = (ref: MessageRef | undefined): Readonly<Record<string, string>> =>
  ref === undefined ? {} : { ref: JSON.stringify(ref) };

async function exec(transaction: ReturnType<Redis['multi']>): Promise<void> {
  for (const [error] of (await transaction.exec()) ?? []) if (error) throw error;
}
