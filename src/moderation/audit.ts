/** @file The audit log: who did what as a moderator; the newest thousand of each community. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { ownerIdOf } from '../identity/identity.ts';
import { redisKey } from '../identity/keys.ts';
import { phraseSchema } from '../identity/phrase-schema.ts';
import { ENGLISH, inLanguage, type Text } from '../say.ts';
import { partsOf } from './community.ts';

const personSchema = z.object({ id: z.string().max(128), name: z.string().max(200) });
const entrySchema = z.object({
  version: z.literal(1),
  at: z.iso.datetime(),
  by: personSchema,
  /** In English words: "blocked", "settings: Everyone: 20 pictures a day for each member." */
  what: z.string().max(400),
  /** The same for readers of other languages, as JSON, which Redis' own reader of JSON would change; older entries have none. */
  worded: z.string().max(20_000).optional(),
  /** The member whom it concerned. */
  whom: personSchema.optional(),
});
type StoredEntry = z.infer<typeof entrySchema>;
export interface AuditEntry extends Pick<StoredEntry, 'at' | 'by' | 'whom'> {
  readonly what: Text;
}

export interface AuditLog {
  readonly write: (community: string, entry: AuditEntry) => Promise<void>;
  /** Newest first. */
  readonly read: (community: string, count: number) => Promise<readonly AuditEntry[]>;
  /** Takes a member's name off what was done to that member, everywhere; what moderators did stays under their names. */
  readonly forget: (ownerId: string) => Promise<void>;
}

const MAX_KEPT = 1000;

/** KEYS log; ARGV member. */
const FORGET = `
for i, json in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
  local entry = cjson.decode(json)
  if entry.whom and entry.whom.id == ARGV[1] then
    entry.whom = nil
    redis.call('LSET', KEYS[1], i - 1, cjson.encode(entry))
  end
end
return 1`;

function parse(json: string): AuditEntry {
  const { at, by, whom, what, worded } = entrySchema.parse(JSON.parse(json));
  return {
    at,
    by,
    what: worded === undefined ? what : phraseSchema.parse(JSON.parse(worded)),
    ...(whom === undefined ? {} : { whom }),
  };
}

export function createAuditLog(redis: Redis, prefix: string): AuditLog {
  const keyOf = (community: string): string => redisKey(prefix, 'audit', community);
  /** The communities whose logs name a member, to forget by. */
  const namedKey = (ownerId: string): string => redisKey(prefix, 'audits-of', ownerId);
  return {
    async write(community, entry) {
      const { what } = entry;
      const stored: StoredEntry = {
        version: 1,
        ...entry,
        what: inLanguage(what, ENGLISH).slice(0, 400),
        ...(typeof what === 'string' ? {} : { worded: JSON.stringify(what) }),
      };
      const { platform } = partsOf(community);
      const transaction = redis.multi();
      if (entry.whom !== undefined) transaction.sadd(namedKey(ownerIdOf(platform, entry.whom.id)), community);
      const results = await transaction
        .lpush(keyOf(community), JSON.stringify(stored))
        .ltrim(keyOf(community), 0, MAX_KEPT - 1)
        .exec();
      for (const [error] of results ?? []) if (error) throw error;
    },
    read: async (community, count) => (await redis.lrange(keyOf(community), 0, count - 1)).map(parse),
    async forget(ownerId) {
      const member = ownerId.slice(ownerId.indexOf(':') + 1);
      for (const community of await redis.smembers(namedKey(ownerId))) {
        await redis.eval(FORGET, 1, keyOf(community), member);
      }
      await redis.del(namedKey(ownerId));
    },
  };
}
