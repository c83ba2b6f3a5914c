/** @file Which identities a community knows of: those registered or drawn there. Nobody moderates what was never there. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { redisKey } from '../identity/keys.ts';

const entrySchema = z.object({
  version: z.literal(1),
  ownerId: z.string().min(3).max(200),
  /** The platform's own id of the owner. */
  member: z.string().min(1).max(128),
  memberName: z.string().max(200),
  /** Registered there: its moderators may delete it. */
  home: z.boolean(),
  at: z.iso.datetime(),
});
type StoredEntry = z.infer<typeof entrySchema>;
export interface RosterEntry extends StoredEntry {
  readonly identityId: string;
}

export interface Roster {
  /** The first word counts, but a registration over a use. */
  readonly note: (community: string, entry: Omit<RosterEntry, 'version'>) => Promise<void>;
  /** Newest first; the identities themselves may be gone. */
  readonly list: (community: string) => Promise<readonly RosterEntry[]>;
  readonly find: (community: string, identityId: string) => Promise<RosterEntry | undefined>;
  readonly drop: (
    community: string,
    entries: readonly Pick<RosterEntry, 'identityId' | 'ownerId'>[],
  ) => Promise<void>;
  /** Drops every identity of a member, wherever it is known; resolves to what was dropped. */
  readonly forget: (
    ownerId: string,
  ) => Promise<readonly { readonly community: string; readonly identityId: string }[]>;
}

const MAX_KNOWN = 50_000;

/** KEYS roster, pairs of the owner; ARGV identity, entry, whether it is registered there (1), pair, most. */
const NOTE = `
local known = redis.call('HGET', KEYS[1], ARGV[1])
if known and (ARGV[3] == '0' or cjson.decode(known).home) then return 0 end
if not known and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[5]) then return 0 end
redis.call('SADD', KEYS[2], ARGV[4])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1`;

export function createRoster(redis: Redis, prefix: string): Roster {
  const rosterKey = (community: string): string => redisKey(prefix, 'roster', community);
  /** `community identity` pairs, to forget by. */
  const ownerKey = (ownerId: string): string => redisKey(prefix, 'roster-of', ownerId);
  const pairOf = (identityId: string, community: string): string => `${identityId} ${community}`;
  const parse = (identityId: string, json: string): RosterEntry => ({
    ...entrySchema.parse(JSON.parse(json)),
    identityId,
  });

  async function find(community: string, identityId: string): Promise<RosterEntry | undefined> {
    const json = await redis.hget(rosterKey(community), identityId);
    return json === null ? undefined : parse(identityId, json);
  }

  return {
    find,
    async note(community, { identityId, ...entry }) {
      const stored: StoredEntry = { version: 1, ...entry };
      const keys = [rosterKey(community), ownerKey(entry.ownerId)];
      const home = entry.home ? '1' : '0';
      const args = [identityId, JSON.stringify(stored), home, pairOf(identityId, community), MAX_KNOWN];
      await redis.eval(NOTE, keys.length, ...keys, ...args);
    },
    async list(community) {
      const all = await redis.hgetall(rosterKey(community));
      return Object.entries(all)
        .map(([id, json]) => parse(id, json))
        .sort((a, b) => b.at.localeCompare(a.at) || a.identityId.localeCompare(b.identityId));
    },
    async drop(community, entries) {
      if (entries.length === 0) return;
      await redis.hdel(rosterKey(community), ...entries.map(({ identityId }) => identityId));
      await Promise.all(
        entries.map(({ identityId, ownerId }) =>
          redis.srem(ownerKey(ownerId), pairOf(identityId, community)),
        ),
      );
    },
    async forget(ownerId) {
      const pairs = (await redis.smembers(ownerKey(ownerId))).map((pair) => {
        const gap = pair.indexOf(' ');
        return { identityId: pair.slice(0, gap), community: pair.slice(gap + 1) };
      });
      for (const { community, identityId } of pairs) await redis.hdel(rosterKey(community), identityId);
      await redis.del(ownerKey(ownerId));
      return pairs;
    },
  };
}
