/** @file Members that a community has blocked, and identities that it has suspended. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { say } from '../say.ts';
import { redisKey } from '../identity/keys.ts';

const sanctionSchema = z.object({
  version: z.literal(1),
  /** Shown to moderators: the member's name, or "S*ann of Ann". */
  label: z.string().max(200),
  at: z.iso.datetime(),
  until: z.iso.datetime().optional(),
  /** Told to the member. */
  reason: z.string().max(200).optional(),
});
export type Sanction = z.infer<typeof sanctionSchema>;

export interface SanctionList {
  /** Throws UserError when the list is full. */
  readonly add: (community: string, id: string, sanction: Omit<Sanction, 'version'>) => Promise<void>;
  /** False when there was none. */
  readonly lift: (community: string, id: string) => Promise<boolean>;
  /** Undefined for none, and for one whose time is over. */
  readonly find: (community: string, id: string, now: Date) => Promise<Sanction | undefined>;
  /** Those of the ids that `find` would find. */
  readonly among: (community: string, ids: readonly string[], now: Date) => Promise<ReadonlySet<string>>;
  readonly count: (community: string) => Promise<number>;
}

/** Ids of blocked members and of suspended identities. */
export interface Sanctions {
  readonly blocked: SanctionList;
  readonly suspended: SanctionList;
}

const MAX_LISTED = 10_000;

export const createSanctions = (redis: Redis, prefix: string): Sanctions => ({
  blocked: createList(redis, (community) => redisKey(prefix, 'blocked', community)),
  suspended: createList(redis, (community) => redisKey(prefix, 'suspended', community)),
});

function inForce(json: string | null, now: Date): Sanction | undefined {
  if (json === null) return undefined;
  const sanction = sanctionSchema.parse(JSON.parse(json));
  const { until } = sanction;
  return until !== undefined && Date.parse(until) <= now.getTime() ? undefined : sanction;
}

function createList(redis: Redis, keyOf: (community: string) => string): SanctionList {
  return {
    async add(community, id, sanction) {
      if ((await redis.hlen(keyOf(community))) >= MAX_LISTED) {
        throw new UserError(
          'list-full',
          say`${MAX_LISTED} are listed already, which is the most: lift some first.`,
        );
      }
      const stored: Sanction = { version: 1, ...sanction };
      await redis.hset(keyOf(community), id, JSON.stringify(stored));
    },
    lift: async (community, id) => (await redis.hdel(keyOf(community), id)) === 1,
    async find(community, id, now) {
      return inForce(await redis.hget(keyOf(community), id), now);
    },
    async among(community, ids, now) {
      if (ids.length === 0) return new Set();
      const found = await redis.hmget(keyOf(community), ...ids);
      return new Set(ids.filter((_, i) => inForce(found[i] ?? null, now) !== undefined));
    },
    count: (community) => redis.hlen(keyOf(community)),
  };
}
