/** @file What Prometheus may ask: queues, waits, runs, steps, failures, memory. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Jobs of one queue by state ("waiting", "active", "delayed", "failed"). */
export type QueueCounts = Readonly<Record<string, number>>;

export interface Metrics {
  readonly registry: Registry;
  /** Asks for each queue's counts at every scrape. */
  readonly watchQueues: (counts: () => Promise<Readonly<Record<string, QueueCounts>>>) => void;
  readonly jobStarted: (queue: string, waitedMs: number) => void;
  /** `failure` is the stable id of what went wrong (never a sentence). */
  readonly jobEnded: (queue: string, ranMs: number, outcome: string, failure: string | undefined) => void;
  readonly stepTaken: (ms: number) => void;
  readonly commandAnswered: (command: string, ms: number, outcome: 'answered' | 'refused' | 'failed') => void;
}

const prefix = 'dreamidentity_';
const jobSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300];
const stepSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 20];
const answerSeconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 3];

/** A registry of its own, so that several parts can live in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const histogram = <L extends string>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: L[],
  ): Histogram<L> => new Histogram({ name: prefix + name, help, buckets, labelNames, registers: [registry] });
  const waited = histogram('job_wait_seconds', 'From queued to started', jobSeconds, ['queue']);
  const ran = histogram('job_run_seconds', 'From started to ended', jobSeconds, ['queue', 'outcome']);
  const steps = histogram('step_seconds', 'One denoising step of a batch', stepSeconds, []);
  const answers = histogram('command_seconds', 'From received to answered', answerSeconds, [
    'command',
    'outcome',
  ]);
  const failures = new Counter({
    name: `${prefix}job_failures_total`,
    help: 'Jobs that ended without a result, by the stable id of the reason',
    labelNames: ['queue', 'reason'],
    registers: [registry],
  });

  return {
    registry,
    watchQueues: (counts) => {
      addQueueGauge(registry, counts);
    },
    jobStarted: (queue, waitedMs) => {
      waited.observe({ queue }, waitedMs / 1000);
    },
    jobEnded: (queue, ranMs, outcome, failure) => {
      ran.observe({ queue, outcome }, ranMs / 1000);
      if (failure !== undefined) failures.inc({ queue, reason: failure });
    },
    stepTaken: (ms) => {
      steps.observe(ms / 1000);
    },
    commandAnswered: (command, ms, outcome) => {
      answers.observe({ command, outcome }, ms / 1000);
    },
  };
}

function addQueueGauge(
  registry: Registry,
  counts: () => Promise<Readonly<Record<string, QueueCounts>>>,
): void {
  new Gauge({
    name: `${prefix}queue_jobs`,
    help: 'Jobs in each queue by state',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const [queue, states] of Object.entries(await counts())) {
        for (const [state, jobs] of Object.entries(states)) this.set({ queue, state }, jobs);
      }
    },
  });
}
