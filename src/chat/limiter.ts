/** @file So many requests of a member, and of a community, in so much time; the rest get a sentence. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { idOf } from '../identity/id.ts';
import { type Phrase, say } from '../say.ts';

export interface Rate {
  readonly requests: number;
  readonly seconds: number;
}

type Sentence = (rate: Rate, wait: number) => Phrase;

const OF_A_MEMBER: Sentence = ({ requests, seconds }, wait) =>
  say`That was a lot at once: at most ${requests} requests in ${seconds} s. Try again in ${wait} s.`;

const OF_A_COMMUNITY: Sentence = ({ requests, seconds }, wait) =>
  say`This community asks a lot at once: at most ${requests} requests in ${seconds} s. Try again in ${wait} s.`;

const refusal = (sentence: Sentence, rate: Rate, waitMs: number): UserError =>
  new UserError('too-many-requests', sentence(rate, Math.max(1, Math.ceil(waitMs / 1000))));

/** Throws UserError when that one has had too many; counted by this process alone. */
export type Limiter = (key: string) => void;

export function createLimiter(rate: Rate): Limiter {
  const count = countAlone(rate);
  return (key) => {
    const waitMs = count(key);
    if (waitMs > 0) throw refusal(OF_A_MEMBER, rate, waitMs);
  };
}

export interface Asker {
  readonly member: string;
  /** None in private messages. */
  readonly community: string | undefined;
  /** What several processes hear under one of these counts once, and all of them come to the same. */
  readonly occasion: string | undefined;
}

/** Throws UserError when the member, or else the community, has had too many. */
export type Admission = (asker: Asker) => Promise<void>;

export interface AdmissionOptions {
  readonly member: Rate;
  readonly community: Rate;
  /** Where all processes count together. */
  readonly shared?: SharedCount;
}

export interface SharedCount {
  readonly redis: Redis;
  /** Before the keys, which are digests: a count names nobody. */
  readonly keyPrefix: string;
  /** How long the count may take before this process counts alone. */
  readonly waitMs?: number;
}

/** Which of the two has had too many (none: 0), and for how much longer in milliseconds. */
type Verdict = readonly [who: 0 | 1 | 2, waitMs: number];

const WAIT_MS = 200;

/** Counts in this process' memory where nothing is shared, and while Redis is away or slow: nobody waits for a count. */
export function createAdmission({ member, community, shared }: AdmissionOptions): Admission {
  const together = shared && countTogether(shared, member, community);
  const [ofMember, ofCommunity] = [countAlone(member), countAlone(community)];
  /** Who asks too much is refused before it counts for the community. */
  function alone(asker: Asker): Verdict {
    const first = ofMember(asker.member);
    if (first > 0) return [1, first];
    const second = asker.community === undefined ? 0 : ofCommunity(asker.community);
    return second > 0 ? [2, second] : [0, 0];
  }
  return async (asker) => {
    const [who, waitMs] = (await together?.(asker)) ?? alone(asker);
    if (who === 1) throw refusal(OF_A_MEMBER, member, waitMs);
    if (who === 2) throw refusal(OF_A_COMMUNITY, community, waitMs);
  };
}

/**
 * KEYS heard, then of each who is counted; ARGV how long it is remembered that it was heard in ms (0: it has no id), then
 * for each how many in how many ms. One step for all, as every interaction takes it.
 */
const COUNT = `
if ARGV[1] ~= '0' then
  local who = tonumber(redis.call('GET', KEYS[1]) or '-1')
  if who == 0 then return {0, 0} end
  if who > 0 then return {who, redis.call('PTTL', KEYS[who + 1])} end
end
local verdict = {0, 0}
for i = 2, #KEYS do
  local count = redis.call('INCR', KEYS[i])
  if count == 1 then redis.call('PEXPIRE', KEYS[i], ARGV[2 * i - 1]) end
  if count > tonumber(ARGV[2 * i - 2]) then
    verdict = {i - 1, redis.call('PTTL', KEYS[i])}
    break
  end
end
if ARGV[1] ~= '0' then redis.call('SET', KEYS[1], verdict[1], 'PX', ARGV[1]) end
return verdict`;

const verdictSchema = z.tuple([z.literal([0, 1, 2]), z.number()]);

/** Resolves to undefined where Redis is away or too slow. */
function countTogether(
  { redis, keyPrefix, waitMs = WAIT_MS }: SharedCount,
  member: Rate,
  community: Rate,
): (asker: Asker) => Promise<Verdict | undefined> {
  const longestMs = Math.max(member.seconds, community.seconds) * 1000;
  const argsOf = ({ requests, seconds }: Rate): readonly number[] => [requests, seconds * 1000];
  return async ({ member: who, community: where, occasion = '' }) => {
    const key = (kind: string, of: string): string => `${keyPrefix}:${kind}:${idOf(of)}`;
    const keys = [
      key('heard', `${who} ${occasion}`),
      key('member', who),
      ...(where === undefined ? [] : [key('community', where)]),
    ];
    const rates = [...argsOf(member), ...(where === undefined ? [] : argsOf(community))];
    const counted = redis.eval(COUNT, keys.length, ...keys, occasion === '' ? 0 : longestMs, ...rates).then(
      (verdict) => verdictSchema.parse(verdict),
      () => undefined,
    );
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((done) => (timer = setTimeout(done, waitMs, undefined)));
    return Promise.race([counted, late]).finally(() => {
      clearTimeout(timer);
    });
  };
}

const MAX_KNOWN = 100_000;

/** Counts in memory, in windows that begin with a first request; milliseconds to wait, 0 for what may pass. */
function countAlone({ requests, seconds }: Rate): (key: string) => number {
  const windows = new Map<string, { readonly until: number; count: number }>();
  return (key) => {
    const now = Date.now();
    const known = windows.get(key);
    if (known !== undefined && now < known.until) {
      known.count += 1;
      return known.count > requests ? known.until - now : 0;
    }
    if (windows.size >= MAX_KNOWN) windows.clear();
    windows.set(key, { until: now + seconds * 1000, count: 1 });
    return 0;
  };
}
