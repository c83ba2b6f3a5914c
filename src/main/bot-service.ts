/** @file A bot over any platforms as a service. */
import type { Adapter } from '../chat/adapter.ts';
import { createWebAdapter, type WebAdapter } from '../chat/web/adapter.ts';
import type { KeyRing } from '../identity/key-ring.ts';
import { type BotParts, createBotParts } from './bot-parts.ts';
import { cleanPhoto } from './clean-photo.ts';
import { onceInAWhile } from './quiet-errors.ts';
import type { Service, ServiceContext } from './service.ts';

export interface BotServiceOptions {
  readonly context: ServiceContext;
  readonly redisUrl: string;
  readonly ring: KeyRing;
  readonly adapters: readonly Adapter[];
  /** Hears of every answer that stands in its channel. */
  readonly onPosted?: (requestId: string) => void;
}

export interface BotService extends Service {
  readonly parts: BotParts;
}

const MEBIBYTE = 1024 * 1024;

/** Resolves once every platform listens; Redis may still be away, which members are told. */
export async function startBot({
  context,
  redisUrl,
  ring,
  adapters,
  onPosted,
}: BotServiceOptions): Promise<BotService> {
  const { config, logger, metrics } = context;
  const parts = createBotParts({
    redisUrl,
    ring,
    platforms: adapters.map(({ platform }) => platform),
    limits: {
      maxPhotoBytes: config.photoMebibytes * MEBIBYTE,
      termDays: config.identityDays,
      maxPending: config.pendingPictures,
    },
    onAnswer: ({ name, ms, outcome, error }) => {
      metrics.commandAnswered(name, ms, outcome);
      if (error !== undefined)
        logger.error({ command: name, noted: error.id, err: error.cause }, 'not answered');
    },
    onPosted: (request) => {
      logger.info({ request }, 'posted');
      onPosted?.(request);
    },
    onError: onceInAWhile((error, request?: string) => {
      logger.error({ request, err: error }, 'something failed beside a command');
    }),
  });
  metrics.watchQueues(() => queueCounts(parts).catch(() => ({})));
  for (const adapter of adapters) await adapter.start(parts.router);
  return {
    parts,
    checks: { redis: parts.check },
    stop: [
      () => Promise.all(adapters.map((adapter) => adapter.stop())),
      parts.close,
      () => Promise.all(adapters.map((adapter) => adapter.close())),
    ],
  };
}

/** The web chat as the configuration says. */
export function webAdapterOf(
  { config, logger }: ServiceContext,
  redisUrl: string,
  ring: KeyRing,
): WebAdapter {
  return createWebAdapter({
    redisUrl,
    ring,
    host: config.webHost,
    port: config.webPort,
    maxUploadBytes: config.photoMebibytes * MEBIBYTE,
    clean: cleanPhoto,
    onError: onceInAWhile((error) => {
      logger.error({ err: error }, 'something failed in the web chat');
    }),
  });
}

async function queueCounts({ services: { encode, imagine } }: BotParts) {
  const counts = async (queue: typeof encode | typeof imagine) => {
    const { waiting, active, slots } = await queue.state();
    return [queue.name, { waiting, active, workers: slots }] as const;
  };
  return Object.fromEntries(await Promise.all([counts(encode), counts(imagine)]));
}
