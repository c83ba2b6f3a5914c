/** @file Invocations that were acknowledged and have no answer yet: what a bot leaves of them when it dies, another one finds. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { idOf } from '../identity/id.ts';
import { redisKey } from '../identity/keys.ts';
import { replyTargetSchema } from './platform.ts';

const acknowledgedSchema = z.object({
  /** Of the request that it may have made. */
  requestId: z.string().min(8).max(40),
  target: replyTargetSchema,
  /** Left out where the platform does not send it along. */
  locale: z.string().max(35).optional(),
  /** In milliseconds since 1970. */
  at: z.number(),
});
export type Acknowledged = z.infer<typeof acknowledgedSchema>;

export interface AcknowledgedStore {
  /** Writes it down; resolves a moment later at the latest, as platforms wait three seconds for an acknowledgement. */
  readonly note: (acknowledged: Acknowledged) => Promise<void>;
  readonly answered: (acknowledged: Acknowledged) => Promise<void>;
  /** Those that bots which are gone have left on that platform; they are this bot's from now on. */
  readonly adopt: (platform: string) => Promise<readonly Acknowledged[]>;
}

/** A platform's own id of an invocation, as that of the request that it makes. */
export const requestIdOf = (platform: string, member: string, invocationId: string): string =>
  idOf(`${platform} ${member} ${invocationId}`);

/** How long somebody who waits can be told: so long lives a token of Discord's, and half as long as a response URL of Slack's. */
export const TELL_MS = 15 * 60_000;
/** What is sent in this time is in Redis' hands, even where it answers later. */
const SENT_MS = 300;

/** KEYS noted; ARGV field, my id, prefix of the heartbeats. 1 where its bot is gone: mine now. */
const ADOPT = `
local value = redis.call('HGET', KEYS[1], ARGV[1])
if not value then return 0 end
local bot = string.match(value, '^%S+')
if bot == ARGV[2] or redis.call('EXISTS', ARGV[3] .. bot) == 1 then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. string.sub(value, #bot + 1))
return 1`;

/** `botId` as in the request store, whose heartbeats tell who lives. */
export function createAcknowledgedStore(redis: Redis, prefix: string, botId: string): AcknowledgedStore {
  const keyOf = (platform: string): string => redisKey(prefix, 'acknowledged', platform);
  const botKey = redisKey(prefix, 'bot', '');
  return {
    async note(acknowledged) {
      const key = keyOf(acknowledged.target.platform);
      const value = `${botId} ${JSON.stringify(acknowledged)}`;
      const sent = redis.multi().hset(key, acknowledged.requestId, value).pexpire(key, TELL_MS).exec();
      // Without Redis nothing can be written down, and members are told so in the answer.
      const written = sent.then(
        () => undefined,
        () => undefined,
      );
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((done) => (timer = setTimeout(done, SENT_MS)));
      await Promise.race([written, late]);
      clearTimeout(timer);
    },
    async answered({ requestId, target }) {
      await redis.hdel(keyOf(target.platform), requestId);
    },
    async adopt(platform) {
      const key = keyOf(platform);
      const noted = Object.entries(await redis.hgetall(key));
      const left = noted.filter(([, value]) => !value.startsWith(`${botId} `));
      const mine = await Promise.all(
        left.map(async ([field, value]) =>
          (await redis.eval(ADOPT, 1, key, field, botId, botKey)) === 1 ? [value] : [],
        ),
      );
      return mine
        .flat()
        .map((value) => acknowledgedSchema.parse(JSON.parse(value.slice(value.indexOf(' ')))));
    },
  };
}
