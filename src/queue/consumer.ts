/** @file The side of a queue that works: parses a job, hands it over with its hooks, maps what goes wrong. */
import { type Job as BullJob, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { CancelledError, isCancelled, watchCancel } from './cancellation.ts';
import type { QueueDefinition } from './definition.ts';
import { recordDuration } from './durations.ts';
import { failureOf, formatFailure, isFinal } from './failure.ts';
import { joinFleet } from './fleet.ts';
import type { PictureStore } from './picture-store.ts';
import { unitsKey } from './producer.ts';
import type { JobProgress } from './progress.ts';

/** What a handler may tell while it runs, and how it hears that nobody wants the result. */
export interface JobHooks {
  readonly id: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Aborted with CancelledError when the member cancels. */
  readonly signal: AbortSignal;
  /** Asks Redis now, for the last moment before something lasting is done. */
  readonly cancelled: () => Promise<boolean>;
  /** Never waits; when steps come faster than Redis takes them, the latest counts. */
  readonly step: (step: number, steps: number) => void;
  /** Bytes of a small JPEG or WebP; too large a one is left out. */
  readonly preview: (bytes: Uint8Array) => Promise<void>;
}

export interface JobReport {
  readonly queue: string;
  readonly id: string;
  readonly outcome: 'done' | 'cancelled' | 'refused' | 'failed' | 'retried';
  readonly waitMs: number;
  readonly runMs: number;
  readonly units: number;
  readonly error: unknown;
}

export interface ConsumerOptions<Job, Result> {
  readonly definition: QueueDefinition<Job, Result>;
  readonly handle: (job: Job, hooks: JobHooks) => Promise<Result>;
  readonly cancelled: Result;
  /** Of role `background`. */
  readonly redis: Redis;
  readonly prefix: string;
  readonly pictures: PictureStore;
  readonly workerId: string;
  readonly concurrency: number;
  /** A worker that has not renewed its lock for so long is taken for dead, and its job goes to another. */
  readonly lockMs: number;
  readonly onReport: (report: JobReport) => void;
  /** How long each step took. */
  readonly onStep?: (ms: number) => void;
  readonly onError: (error: Error) => void;
}

export interface Consumer {
  /** Takes no more jobs and resolves when the running ones are done; with `force` it leaves them to another worker. */
  readonly close: (force?: boolean) => Promise<void>;
}

const CANCEL_POLL_MS = 150;
/** A crash of the worker is no fault of the job, but a job that crashes every worker must end. */
const MAX_CRASHES = 3;

export function startConsumer<Job, Result>(options: ConsumerOptions<Job, Result>): Consumer {
  const { definition, redis, prefix, concurrency, lockMs, onError, workerId } = options;
  const worker = new Worker<unknown, Result>(definition.name, (job) => run(options, job), {
    connection: redis,
    prefix,
    concurrency,
    name: workerId,
    lockDuration: lockMs,
    stalledInterval: Math.ceil(lockMs / 2),
    maxStalledCount: MAX_CRASHES,
    runRetryDelay: 1000,
  });
  worker.on('error', onError);
  const fleet = joinFleet(redis, prefix, { queue: definition.name, workerId, concurrency });
  return {
    async close(force = false) {
      if (worker.closing === undefined) await fleet.leave().catch(onError);
      await worker.close(force);
    },
  };
}

async function run<Job, Result>(
  options: ConsumerOptions<Job, Result>,
  bull: BullJob<unknown, Result>,
): Promise<Result> {
  const { definition, redis, prefix, onReport } = options;
  const id = bull.id ?? '';
  const startedAt = Date.now();
  let units = 0;
  const report = (outcome: JobReport['outcome'], error?: unknown): void => {
    const waitMs = Math.max(0, startedAt - bull.timestamp);
    const runMs = Date.now() - startedAt;
    onReport({ queue: definition.name, id, outcome, waitMs, runMs, units, error });
  };
  const watch = watchCancel(redis, prefix, id, CANCEL_POLL_MS);
  try {
    const job = definition.jobSchema.parse(bull.data);
    units = definition.units(job);
    if (await isCancelled(redis, prefix, id)) throw new CancelledError();
    const result = await options.handle(job, hooksOf(options, bull, watch.signal));
    await Promise.all([
      recordDuration(redis, prefix, definition.name, { units, ms: Date.now() - startedAt }),
      redis.hdel(unitsKey(prefix, definition.name), id),
    ]);
    report('done');
    return result;
  } catch (error) {
    if (watch.signal.aborted || error instanceof CancelledError) {
      await redis.hdel(unitsKey(prefix, definition.name), id);
      report('cancelled');
      return options.cancelled;
    }
    const last = isFinal(error) || bull.attemptsMade + 1 >= (bull.opts.attempts ?? 1);
    report(isFinal(error) ? 'refused' : last ? 'failed' : 'retried', error);
    if (!last) throw error;
    await redis.hdel(unitsKey(prefix, definition.name), id);
    throw new UnrecoverableError(formatFailure(failureOf(error)));
  } finally {
    watch.stop();
  }
}

function hooksOf<Job, Result>(
  { pictures, onError, onStep, redis, prefix }: ConsumerOptions<Job, Result>,
  bull: BullJob<unknown, Result>,
  signal: AbortSignal,
): JobHooks {
  const id = bull.id ?? '';
  const startedAt = Date.now();
  let steppedAt = startedAt;
  let previews = 0;
  let latest: JobProgress | undefined;
  let sending = false;
  const send = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    while (latest !== undefined) {
      const progress = latest;
      latest = undefined;
      await bull.updateProgress(progress);
    }
    sending = false;
  };
  const tell = (step: number, steps: number): void => {
    latest = { version: 1, step, steps, elapsedMs: Date.now() - startedAt, previews };
    send().catch((error: unknown) => {
      sending = false;
      onError(error instanceof Error ? error : new Error(String(error)));
    });
  };
  let told: readonly [number, number] = [0, 1];
  return {
    id,
    attempt: bull.attemptsMade + 1,
    signal,
    cancelled: () => isCancelled(redis, prefix, id),
    step: (step, steps) => {
      const now = Date.now();
      onStep?.(now - steppedAt);
      steppedAt = now;
      told = [step, steps];
      tell(step, steps);
    },
    async preview(bytes) {
      if (!(await pictures.savePreview(id, bytes))) return;
      previews += 1;
      tell(...told);
    },
  };
}
