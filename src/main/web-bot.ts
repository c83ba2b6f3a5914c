/** @file The bot with the web chat as its platform, as the configuration says. */
import type { Logger } from 'pino';
import { createWebAdapter } from '../chat/web/adapter.ts';
import type { KeyRing } from '../identity/key-ring.ts';
import { createMetrics } from './observability/metrics.ts';
import { onceInAWhile } from './redis-errors.ts';
import type { Config } from './settings.ts';
import { type RunningBot, startBot } from './start-bot.ts';

export interface WebBotOptions {
  readonly config: Config;
  readonly redisUrl: string;
  readonly ring: KeyRing;
  readonly logger: Logger;
}

const MEBIBYTE = 1024 * 1024;

/** Resolves once the page is served; `address` is where. Throws ConfigError when the port is taken. */
export async function startWebBot({
  config,
  redisUrl,
  ring,
  logger,
}: WebBotOptions): Promise<RunningBot & { readonly address: string }> {
  const { webHost: host, webPort: port, metricsHost, metricsPort } = config;
  const maxPhotoBytes = config.photoMebibytes * MEBIBYTE;
  const web = createWebAdapter({
    redisUrl,
    ring,
    host,
    port,
    maxUploadBytes: maxPhotoBytes,
    onError: onceInAWhile((error) => {
      logger.error({ err: error }, 'something failed in the web chat');
    }),
  });
  const bot = await startBot({
    redisUrl,
    ring,
    adapters: [web],
    logger,
    metrics: createMetrics(),
    metricsHost,
    metricsPort,
    parts: {
      limits: { maxPhotoBytes, termDays: config.identityDays, maxPending: config.pendingPictures },
    },
  });
  return { ...bot, address: web.address() };
}
