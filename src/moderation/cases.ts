/** @file What waits for a community's moderators: reported pictures, and requests and pictures to be approved. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { newId } from '../identity/id.ts';
import { redisKey } from '../identity/keys.ts';

/** `report` is of a posted picture; `request` is not drawn yet, `picture` not shown yet. */
export const CASE_KINDS = ['report', 'request', 'picture'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

const complaintSchema = z.object({
  version: z.literal(1),
  reason: z.string().max(400),
  at: z.iso.datetime(),
});
export type Complaint = z.infer<typeof complaintSchema>;

export interface Case {
  readonly kind: CaseKind;
  readonly requestId: string;
  /** When its clock began. */
  readonly at: Date;
  /** Who complained is nobody's business but the store's. */
  readonly complaints: readonly Complaint[];
}

export interface Cases {
  /** Begins to wait; again it keeps its place. False when too many wait. */
  readonly open: (community: string, kind: CaseKind, requestId: string, at: Date) => Promise<boolean>;
  /** The same with somebody's complaint; `again` when that member has complained of it before. */
  readonly report: (
    community: string,
    requestId: string,
    by: string,
    complaint: Omit<Complaint, 'version'>,
  ) => Promise<'open' | 'again' | 'full'>;
  /** The longest waiting first. */
  readonly list: (community: string) => Promise<readonly Case[]>;
  /** Of two who close one at once, one is told true. */
  readonly close: (community: string, kind: CaseKind, requestId: string) => Promise<boolean>;
  /** Takes a member's name off every complaint; the complaints stay. */
  readonly forget: (by: string) => Promise<void>;
}

const MAX_CASES = 500;
const MAX_COMPLAINTS = 20;
const TERM_S = 90 * 24 * 3600;

/** KEYS order, case; ARGV name, time, most. Returns 0 when too many wait. */
const OPEN = `
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
  redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
end
return 1`;

/** KEYS order, case; ARGV name, who, complaint, most complaints, term in s. Only of an open case. Returns 0 for a second time. */
const COMPLAIN = `
if redis.call('HEXISTS', KEYS[2], ARGV[2]) == 1 then return 0 end
if redis.call('ZSCORE', KEYS[1], ARGV[1]) and redis.call('HLEN', KEYS[2]) < tonumber(ARGV[4]) then
  redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
  redis.call('EXPIRE', KEYS[2], ARGV[5])
end
return 1`;

export function createCases(redis: Redis, prefix: string): Cases {
  const orderKey = (community: string): string => redisKey(prefix, 'cases', community);
  const caseKey = (community: string, name: string): string => redisKey(prefix, 'case', name, community);
  /** Keys of the cases that a member complained of, to forget by. */
  const byKey = (by: string): string => redisKey(prefix, 'complaints-of', by);
  const nameOf = (kind: CaseKind, requestId: string): string => `${kind}.${requestId}`;

  async function open(community: string, kind: CaseKind, requestId: string, at: Date): Promise<boolean> {
    const done = await redis.eval(
      OPEN,
      1,
      orderKey(community),
      nameOf(kind, requestId),
      at.getTime(),
      MAX_CASES,
    );
    return done === 1;
  }

  return {
    open,
    async report(community, requestId, by, complaint) {
      if (!(await open(community, 'report', requestId, new Date(complaint.at)))) return 'full';
      const name = nameOf('report', requestId);
      const key = caseKey(community, name);
      const stored: Complaint = { version: 1, ...complaint };
      await redis.multi().sadd(byKey(by), key).expire(byKey(by), TERM_S).exec();
      const done = await redis.eval(
        COMPLAIN,
        2,
        orderKey(community),
        key,
        name,
        by,
        JSON.stringify(stored),
        MAX_COMPLAINTS,
        TERM_S,
      );
      return done === 1 ? 'open' : 'again';
    },
    async list(community) {
      const rows = await redis.zrange(orderKey(community), 0, '-1', 'WITHSCORES');
      const named = rows.flatMap((name, i) => (i % 2 === 0 ? [{ name, at: Number(rows[i + 1]) }] : []));
      return Promise.all(
        named.map(async ({ name, at }): Promise<Case> => {
          const [kind = '', requestId = ''] = name.split('.');
          const complaints = await redis.hvals(caseKey(community, name));
          return {
            kind: z.enum(CASE_KINDS).parse(kind),
            requestId,
            at: new Date(at),
            complaints: complaints.map((json) => complaintSchema.parse(JSON.parse(json))),
          };
        }),
      );
    },
    async close(community, kind, requestId) {
      const name = nameOf(kind, requestId);
      await redis.del(caseKey(community, name));
      return (await redis.zrem(orderKey(community), name)) === 1;
    },
    async forget(by) {
      for (const key of await redis.smembers(byKey(by))) {
        const complaint = await redis.hget(key, by);
        if (complaint === null) continue;
        // In this order: a hash that loses its last field is gone, and with it when it expires.
        await redis.multi().hset(key, `forgotten ${newId()}`, complaint).hdel(key, by).exec();
      }
      await redis.del(byKey(by));
    },
  };
}
