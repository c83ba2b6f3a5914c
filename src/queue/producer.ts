/** @file The side of a queue that asks: adding, cancelling, looking how far it is. Fails at once when Redis is away. */
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { redisKey } from '../identity/keys.ts';
import { isCancelled, requestCancel } from './cancellation.ts';
import { requireReachable } from './connection.ts';
import type { QueueDefinition } from './definition.ts';
import { expectedDuration, readDurations } from './durations.ts';
import { type Estimate, estimates } from './estimate.ts';
import { type Failure, parseFailure } from './failure.ts';
import { fleetSlots } from './fleet.ts';
import { lookAtQueue } from './snapshot.ts';

export interface ProducerOptions {
  readonly redis: Redis;
  readonly prefix: string;
  /** How long results and failures are kept for a bot that is away. */
  readonly keptMs: number;
  readonly onError: (error: Error) => void;
}

export type Outcome<Result> =
  | { readonly kind: 'pending' }
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Taken out of the queue before it ran. */
  | { readonly kind: 'cancelled' }
  /** Redis knows nothing of it: never added, or kept too long. */
  | { readonly kind: 'unknown' };

export interface QueueState {
  readonly waiting: number;
  readonly active: number;
  readonly slots: number;
  /** By job id. */
  readonly estimates: ReadonlyMap<string, Estimate>;
}

export interface Producer<Job, Result> {
  readonly name: string;
  /** Adds the job once, however often it is called with the same id. */
  readonly add: (id: string, job: Job) => Promise<void>;
  /** `removed`: it had not begun; `asked`: its worker stops between two steps; `finished`: too late. */
  readonly cancel: (id: string) => Promise<'removed' | 'asked' | 'finished'>;
  readonly outcome: (id: string) => Promise<Outcome<Result>>;
  readonly state: () => Promise<QueueState>;
  /** Forgets a job; false while a worker has it. */
  readonly forget: (id: string) => Promise<boolean>;
  /** Empties the stream of events, where results and failures outlive their jobs; followers who miss one look again by themselves. */
  readonly forgetEvents: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A day's unclaimed results of a busy bot; the rest goes by age. */
const KEPT_COUNT = 10_000;
const ATTEMPTS = 3;
const BACKOFF_MS = 1000;

export const unitsKey = (prefix: string, queue: string): string => redisKey(prefix, 'units', queue);

export function createProducer<Job, Result>(
  definition: QueueDefinition<Job, Result>,
  { redis, prefix, keptMs, onError }: ProducerOptions,
): Producer<Job, Result> {
  const { name, resultSchema } = definition;
  const kept = { age: Math.ceil(keptMs / 1000), count: KEPT_COUNT };
  const queue = new Queue(name, {
    connection: redis,
    prefix,
    defaultJobOptions: {
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: BACKOFF_MS, jitter: 0.3 },
      removeOnComplete: kept,
      removeOnFail: kept,
      stackTraceLimit: 1,
    },
  });
  queue.on('error', onError);
  const units = unitsKey(prefix, name);

  return {
    name,
    async add(id, job) {
      requireReachable(redis);
      const data = definition.jobSchema.parse(job);
      // One connection keeps their order, so nothing is left of a job that is done at once.
      await Promise.all([redis.hset(units, id, definition.units(job)), queue.add(name, data, { jobId: id })]);
    },
    async cancel(id) {
      requireReachable(redis);
      await requestCancel(redis, prefix, id);
      const job = await queue.getJob(id);
      if (job === undefined || job.finishedOn !== undefined) return 'finished';
      try {
        await job.remove();
        await redis.hdel(units, id);
        return 'removed';
      } catch {
        return 'asked'; // locked by its worker
      }
    },
    async outcome(id) {
      const [addedOn, finishedOn, failedReason, returned] = await redis.hmget(
        queue.toKey(id),
        'timestamp',
        'finishedOn',
        'failedReason',
        'returnvalue',
      );
      if (finishedOn) {
        // The reason of an earlier try stays when a later one succeeds.
        if (!returned) return { kind: 'failed', failure: parseFailure(failedReason ?? undefined) };
        return { kind: 'done', result: resultSchema.parse(JSON.parse(returned)) };
      }
      if (addedOn) return { kind: 'pending' };
      return { kind: (await isCancelled(redis, prefix, id)) ? 'cancelled' : 'unknown' };
    },
    async state() {
      requireReachable(redis);
      const [{ waiting, active }, samples, slots] = await Promise.all([
        lookAtQueue(redis, (part) => queue.toKey(part), units),
        readDurations(redis, prefix, name),
        fleetSlots(redis, prefix, name),
      ]);
      const now = Date.now();
      return {
        waiting: waiting.length,
        active: active.length,
        slots,
        estimates: estimates({
          waiting,
          active: active.map((job) => ({
            ...job,
            elapsedMs: job.startedAt === 0 ? 0 : Math.max(0, now - job.startedAt),
          })),
          slots,
          expectedMs: expectedDuration(samples),
        }),
      };
    },
    async forget(id) {
      const job = await queue.getJob(id);
      if (job !== undefined) {
        if (job.finishedOn === undefined && (await job.isActive())) return false;
        await job.remove();
      }
      // A job that took its worker down with it too often has ended without one.
      await redis.hdel(units, id);
      return true;
    },
    async forgetEvents() {
      // All of them: single entries that are deleted stay in Redis' memory and files.
      await redis.xtrim(queue.toKey('events'), 'MAXLEN', 0);
    },
    close: () => queue.close(),
  };
}
