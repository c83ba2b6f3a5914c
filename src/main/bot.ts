/** @file `npm run bot`: chat, commands and delivery over the Redis that REDIS_URL names, until it is told to stop. */
import { type Config, loadConfig, required } from './config.ts';
import { drainOnSignal } from './drain.ts';
import { createLogger } from './observability/logger.ts';
import { reportFailure } from './report-failure.ts';
import { startWebBot } from './web-bot.ts';

/** Resolves with the exit status after a signal and the drain that follows it. */
async function runBot(config: Config): Promise<number> {
  const redisUrl = required(config, 'redisUrl', 'a bot');
  const ring = required(config, 'keyRing', 'a bot');
  const logger = createLogger({ part: 'bot', level: config.logLevel });
  const { address, healthUrl, stop } = await startWebBot({ config, redisUrl, ring, logger });
  logger.info({ address, health: healthUrl }, 'the bot listens');
  const { done } = drainOnSignal({
    seconds: config.drainSeconds,
    onSignal: (signal) => {
      logger.info({ signal }, 'finishing what is being posted');
    },
    steps: stop,
    onError: (error) => {
      logger.error({ err: error }, 'a part did not stop well');
    },
  });
  return done;
}

try {
  process.exit(await runBot(loadConfig()));
} catch (error) {
  process.exit(reportFailure(error));
}
