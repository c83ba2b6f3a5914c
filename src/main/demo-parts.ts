/** @file What both forms of the demo start: Redis unless one is configured, a key ring, a worker process, a bot. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Adapter } from '../chat/adapter.ts';
import type { KeyRing } from '../identity/key-ring.ts';
import { formatKeyRing } from '../identity/key-ring.ts';
import { type BotService, startBot } from './bot-service.ts';
import { type ChildWorker, startChildWorker } from './child-worker.ts';
import { loadConfig } from './config.ts';
import { localKeyRing } from './local-key-ring.ts';
import { createLogger, logFile } from './observability/logger.ts';
import { createMetrics } from './observability/metrics.ts';
import { type RedisChild, startRedisChild } from './redis-child.ts';
import type { ServiceContext } from './service.ts';

export interface DemoBase {
  readonly context: ServiceContext;
  readonly redisUrl: string;
  readonly ring: KeyRing;
  /** Where it logs. */
  readonly logFile: string;
  readonly redis: RedisChild | undefined;
}

export interface Demo {
  readonly bot: BotService;
  /** In order; each waits for the one before it. */
  readonly stop: readonly (() => Promise<unknown>)[];
  /** Rejects with the ConfigError for which the worker cannot start; otherwise never settles. */
  readonly workerFailed: Promise<never>;
}

/** The terminal is for the member: the log goes to a file. Throws ConfigError. */
export async function startBase(): Promise<DemoBase> {
  const config = loadConfig();
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  const log = join(config.dataFolder, 'demo.log');
  const logger = createLogger({ part: 'demo', level: config.logLevel, to: logFile(log) });
  const ring = config.keyRing ?? localKeyRing(config.dataFolder);
  const context = { config, logger, metrics: createMetrics() };
  if (config.redisUrl !== undefined) {
    return { context, redisUrl: config.redisUrl, ring, logFile: log, redis: undefined };
  }
  const redis = await startRedisChild({ folder: join(config.dataFolder, 'redis') });
  return { context, redisUrl: `unix://${redis.path}`, ring, logFile: log, redis };
}

/** Resolves when the platforms listen; the worker still loads its networks then. */
export async function startDemo(
  base: DemoBase,
  adapters: readonly Adapter[],
  onPosted?: (requestId: string) => void,
): Promise<Demo> {
  const { context, redisUrl, ring, redis } = base;
  let fail: (error: Error) => void = () => undefined;
  const workerFailed = new Promise<never>((_, failed) => (fail = failed));
  workerFailed.catch(() => undefined);
  const worker = startWorker(base, fail);
  try {
    const bot = await startBot({
      context,
      redisUrl,
      ring,
      adapters,
      ...(onPosted === undefined ? {} : { onPosted }),
    });
    return { bot, workerFailed, stop: [...bot.stop, worker.stop, async () => redis?.stop()] };
  } catch (error) {
    await worker.stop();
    await redis?.stop();
    throw error;
  }
}

const startWorker = (
  { redisUrl, ring, logFile: file }: DemoBase,
  onFailure: (error: Error) => void,
): ChildWorker =>
  startChildWorker({
    // An empty variable counts as not set: the port, if there is one, is the bot's.
    environment: { REDIS_URL: redisUrl, KEY_RING: formatKeyRing(ring), METRICS_PORT: '' },
    logFile: file,
    onFailure,
  });
