/** @file `npm run bot`: chat, commands and delivery over the Redis that REDIS_URL names. */
import { startBot, webAdapterOf } from './bot-service.ts';
import { chatAdaptersOf } from './chat-adapters.ts';
import { required } from './config.ts';
import { runService } from './service.ts';

await runService('bot', async (context) => {
  const redisUrl = required(context.config, 'redisUrl', 'a bot');
  const ring = required(context.config, 'keyRing', 'a bot');
  const web = webAdapterOf(context, redisUrl, ring);
  const bot = await startBot({ context, redisUrl, ring, adapters: [web, ...chatAdaptersOf(context)] });
  context.logger.info({ address: web.address() }, 'the web chat listens');
  return bot;
});
