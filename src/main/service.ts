/** @file What every long-running process does: configuration in, log, metrics, health, and an orderly way out. */
import type { Logger } from 'pino';
import { loadConfig } from './config.ts';
import { drainOnSignal, endWithParent } from './drain.ts';
import { type HealthServer, type ReadinessCheck, startHealthServer } from './observability/health-server.ts';
import { createLogger } from './observability/logger.ts';
import { createMetrics, type Metrics } from './observability/metrics.ts';
import { reportFailure } from './report-failure.ts';
import type { Config } from './settings.ts';

export interface ServiceContext {
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface Service {
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  /** Run in order when the process is told to stop. */
  readonly stop: readonly (() => Promise<unknown>)[];
}

/** Runs until told to stop, and then ends the process; a start that fails ends it with a sentence and status 2. */
export async function runService(
  part: string,
  start: (context: ServiceContext) => Promise<Service>,
): Promise<void> {
  const started = endWithParent();
  try {
    const config = loadConfig();
    const logger = createLogger({ part, level: config.logLevel });
    const metrics = createMetrics();
    const { checks, stop } = await start({ config, logger, metrics });
    const health = await startHealth(config, metrics, checks);
    logger.info({ health: health?.url }, 'ready');
    started();
    const { done } = drainOnSignal({
      seconds: config.drainSeconds,
      onSignal: (signal) => {
        health?.drain();
        logger.info({ signal }, 'draining');
      },
      steps: [...stop, async () => health?.close()],
      onError: (error) => {
        logger.error({ err: error }, 'a part did not stop well');
      },
    });
    const status = await done;
    logger.info({ status }, 'stopped');
    process.exit(status);
  } catch (error) {
    process.exit(reportFailure(error));
  }
}

/** Undefined when no port is set. */
async function startHealth(
  { metricsHost: host, metricsPort: port }: Config,
  { registry }: Metrics,
  checks: Service['checks'],
): Promise<HealthServer | undefined> {
  return port === undefined ? undefined : startHealthServer({ host, port, registry, checks });
}
