/** @file A bot on Discord or Slack as a process of its own, for tests that kill it. */
import { z } from 'zod';
import type { Adapter } from '../../src/chat/adapter.ts';
import { openDiscordPlatform } from '../../src/chat/discord/adapter.ts';
import { openSlackPlatform } from '../../src/chat/slack/adapter.ts';
import { parseKeyRing } from '../../src/identity/key-ring.ts';
import { createBotParts } from '../../src/main/bot-parts.ts';

const environment = z.object({
  REDIS_URL: z.string(),
  KEY_RING: z.string(),
  PREFIX: z.string(),
  PLATFORM: z.enum(['discord', 'slack']),
  /** Of the fake platform. */
  API: z.string(),
  /** Such as "1/4"; all of them in this process when left out. */
  SHARD: z
    .string()
    .transform((text) => text.split('/').map(Number))
    .pipe(z.tuple([z.number(), z.number()]))
    .optional(),
  /** A dead bot is noticed after three of them, and so is one that a busy machine held up for so long. */
  BEAT_MS: z.coerce.number().default(1000),
  /** How long an answer on Discord may take before it is announced. */
  PATIENCE_MS: z.coerce.number().optional(),
});

const { REDIS_URL, KEY_RING, PREFIX, PLATFORM, API, SHARD, BEAT_MS, PATIENCE_MS } = environment.parse(
  process.env,
);
const onError = (error: unknown): void => {
  console.error('bot:', error);
};
const adapter: Adapter =
  PLATFORM === 'discord'
    ? openDiscordPlatform({
        token: 'FAKE.TOKEN.x',
        api: API,
        onError,
        ...(PATIENCE_MS === undefined ? {} : { patienceMs: PATIENCE_MS }),
        ...(SHARD === undefined ? {} : { shards: { ids: [SHARD[0]], count: SHARD[1] } }),
      })
    : openSlackPlatform({
        botToken: 'xoxb-1',
        door: { kind: 'socket', appToken: 'xapp-1' },
        api: API,
        hookOrigins: [new URL(API).origin],
        onError,
      });
const bot = createBotParts({
  redisUrl: REDIS_URL,
  ring: parseKeyRing(KEY_RING),
  prefix: PREFIX,
  platforms: [adapter.platform],
  beatMs: BEAT_MS,
  onError,
});
await bot.ready();
await adapter.start(bot.router);
process.on('disconnect', () => process.exit(1)); // the test was killed
process.send?.('started');
