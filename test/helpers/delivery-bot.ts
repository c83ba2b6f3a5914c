/** @file A bot as a process of its own, for tests that kill it: commands come over IPC, the channel lives in Redis. */
import { Redis } from 'ioredis';
import { z } from 'zod';
import { parseKeyRing } from '../../src/identity/key-ring.ts';
import { createBotParts } from '../../src/main/bot-parts.ts';
import { isUnreachable } from '../../src/queue/unreachable.ts';
import { createRecordingPlatform } from './recording-platform.ts';

export const deliveryEnvironment = z.object({
  REDIS_URL: z.string(),
  KEY_RING: z.string(),
  PREFIX: z.string(),
  /** When to die by SIGKILL: just before or just after the finished picture stands in the channel. */
  DIE: z.enum(['never', 'before-posted', 'after-posted']).default('never'),
});

const orderSchema = z.object({ command: z.string(), options: z.record(z.string(), z.string()) });

const { REDIS_URL, KEY_RING, PREFIX, DIE } = deliveryEnvironment.parse(process.env);
const redis = new Redis({ path: new URL(REDIS_URL).pathname, maxRetriesPerRequest: null });
redis.on('error', () => undefined);
const die = (): void => {
  process.kill(process.pid, 'SIGKILL');
};
const platform = createRecordingPlatform({
  redis,
  prefix: PREFIX,
  before(_call, message) {
    if (DIE === 'before-posted' && message !== undefined && message.pictures.length > 0) die();
  },
  after(_call, { pictures }) {
    if (DIE === 'after-posted' && pictures.length > 0) die();
  },
});
const bot = createBotParts({
  redisUrl: REDIS_URL,
  ring: parseKeyRing(KEY_RING),
  prefix: PREFIX,
  platforms: [platform],
  beatMs: 200,
  onError: (error) => {
    if (!isUnreachable(error)) console.error('bot:', error);
  },
});

process.on('message', (raw) => {
  const { command, options } = orderSchema.parse(raw);
  void bot.router.invoke({
    platform: platform.name,
    community: 'test',
    channel: 'general',
    author: { id: 'ann', displayName: 'Ann' },
    locale: 'en',
    command,
    options,
    async respond(reply) {
      process.send?.(
        reply.kind === 'message' ? (reply.message.progress?.label ?? reply.message.text) : reply.kind,
      );
      return reply.kind === 'message' && reply.message.ephemeral
        ? undefined // a private sentence needs no Redis
        : platform.respondIn('general', 'ann')(reply);
    },
  });
});
process.on('SIGTERM', () => {
  void bot.close().then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(1)); // the test was killed
process.send?.('started');
await bot.ready();
process.send?.('ready');
