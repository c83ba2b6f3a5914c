/** @file A queue from end to end on a real Redis: results, retries, refusals, cancelling, progress, recovery. */
import { QueueEvents } from 'bullmq';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { newId } from '../../src/identity/id.ts';
import { connectRedis, untilReady } from '../../src/queue/connection.ts';
import type { JobReport } from '../../src/queue/consumer.ts';
import { parseProgress } from '../../src/queue/progress.ts';
import { createProducer } from '../../src/queue/producer.ts';
import { isUnreachable } from '../../src/queue/unreachable.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';
import { addition, type AdditionBench, additionBench, additionQueue, type Sum } from './adding-queue.ts';

let server: TestRedis;
let bench: AdditionBench;
beforeAll(async () => (server = await startTestRedis()));
afterAll(async () => server.close());
beforeEach(async () => {
  bench = additionBench(server);
  await bench.ready();
});
afterEach(async () => bench.close());

/** Resolves at the first call of `call`. */
function once<T>(): { readonly happened: Promise<T>; readonly call: (value: T) => void } {
  let call: (value: T) => void = () => undefined;
  const happened = new Promise<T>((done) => (call = done));
  return { happened, call };
}

test('a job that is added twice under one id runs once, and its result can be read', async () => {
  const reports: JobReport[] = [];
  await bench.producer.add('job1', addition(1, 2, 3));
  await bench.producer.add('job1', addition(1, 2, 3));
  bench.work({ onReport: (report) => reports.push(report) });
  expect(await bench.settled('job1')).toEqual({ kind: 'done', result: { kind: 'sum', sum: 6 } });
  await bench.producer.add('job2', addition(4));
  await bench.settled('job2');
  expect(reports.map(({ id, outcome, units }) => ({ id, outcome, units }))).toEqual([
    { id: 'job1', outcome: 'done', units: 3 },
    { id: 'job2', outcome: 'done', units: 1 },
  ]);
});

test('a job that is forgotten leaves nothing that estimates reckon with', async () => {
  await bench.producer.add('job1', addition(1, 2, 3));
  const counted = () => server.client().hgetall(`${bench.prefix}:units:${additionQueue.name}`);
  expect(await counted()).toEqual({ job1: '3' });
  expect(await bench.producer.forget('job1')).toBe(true);
  expect(await counted()).toEqual({});
});

test('what a retry can mend is tried again after a pause and then done', async () => {
  const attempts: number[] = [];
  bench.work({
    handle: (_job, { attempt }) => {
      attempts.push(attempt);
      if (attempt === 1) return Promise.reject(new Error('the card hiccuped'));
      return Promise.resolve<Sum>({ kind: 'sum', sum: 1 });
    },
  });
  await bench.producer.add('job1', addition(1));
  expect(await bench.settled('job1')).toMatchObject({ kind: 'done' });
  expect(attempts).toEqual([1, 2]);
});

test('what a retry cannot mend is refused at the first try with its own sentence', async () => {
  const reports: JobReport[] = [];
  bench.work({
    handle: () => Promise.reject(new UserError('no-face', 'There is no face in this picture.')),
    onReport: (report) => reports.push(report),
  });
  await bench.producer.add('job1', addition(1));
  expect(await bench.settled('job1')).toEqual({
    kind: 'failed',
    failure: { id: 'no-face', sentence: 'There is no face in this picture.' },
  });
  expect(reports.map(({ outcome }) => outcome)).toEqual(['refused']);
});

test('a fault that stays is given up after three tries, and its message is not shown', async () => {
  const attempts: number[] = [];
  bench.work({
    handle: (_job, { attempt }) => {
      attempts.push(attempt);
      return Promise.reject(new Error('/secret/path is missing'));
    },
  });
  await bench.producer.add('job1', addition(1));
  const outcome = await bench.settled('job1');
  expect(outcome).toMatchObject({ kind: 'failed', failure: { id: 'internal' } });
  expect(JSON.stringify(outcome)).not.toContain('secret');
  expect(attempts).toEqual([1, 2, 3]);
});

test('a job of an unknown version is refused, not retried', async () => {
  const { Queue } = await import('bullmq');
  const queue = new Queue('addition', { connection: server.client(), prefix: bench.prefix });
  await queue.add('addition', { version: 2, numbers: [1] }, { jobId: 'job1', attempts: 3 });
  const reports: JobReport[] = [];
  bench.work({ onReport: (report) => reports.push(report) });
  expect(await bench.settled('job1')).toMatchObject({ kind: 'failed' });
  expect(reports.map(({ outcome }) => outcome)).toEqual(['refused']);
});

test('cancelling a waiting job takes it out of the queue', async () => {
  await bench.producer.add('job1', addition(1));
  expect((await bench.producer.state()).estimates.get('job1')?.position).toBe(1);
  expect(await bench.producer.cancel('job1')).toBe('removed');
  expect(await bench.producer.outcome('job1')).toEqual({ kind: 'cancelled' });
  expect((await bench.producer.state()).waiting).toBe(0);
});

test('cancelling a running job aborts its signal, and the next job runs', async () => {
  const started = once<undefined>();
  bench.work({
    handle: ({ numbers }, { signal }) =>
      numbers.length === 1
        ? Promise.resolve<Sum>({ kind: 'sum', sum: 1 })
        : new Promise((_done, failed) => {
            signal.addEventListener('abort', () => {
              failed(new Error('aborted between two steps'));
            });
            started.call(undefined);
          }),
  });
  await bench.producer.add('job1', addition(1, 2));
  await bench.producer.add('job2', addition(1));
  await started.happened;
  expect(await bench.producer.cancel('job1')).toBe('asked');
  expect(await bench.settled('job1')).toEqual({ kind: 'done', result: { kind: 'cancelled' } });
  expect(await bench.settled('job2')).toMatchObject({ result: { sum: 1 } });
  expect(await bench.producer.cancel('job2')).toBe('finished');
});

test('steps and previews are told while the job runs, the latest always arriving', async () => {
  const events = new QueueEvents('addition', { connection: server.client(), prefix: bench.prefix });
  await events.waitUntilReady();
  const last = once<unknown>();
  events.on('progress', ({ data }) => {
    const progress = parseProgress(data);
    if (progress?.step === 50 && progress.previews === 1) last.call(progress);
  });
  bench.work({
    async handle(_job, hooks) {
      for (let step = 1; step <= 50; step += 1) hooks.step(step, 50);
      await hooks.preview(new Uint8Array(100).fill(7));
      await hooks.preview(new Uint8Array(100_000));
      return { kind: 'sum', sum: 0 };
    },
  });
  await bench.producer.add('job1', addition(1));
  expect(await last.happened).toMatchObject({ version: 1, step: 50, steps: 50, previews: 1 });
  expect(await bench.pictures.readPreview('job1')).toEqual(Buffer.alloc(100, 7));
  await bench.pictures.remove('job1');
  expect(await bench.pictures.readPreview('job1')).toBeUndefined();
  await events.close();
});

test('a job whose worker died is done by another, once its lock has run out', async () => {
  const first = once<undefined>();
  const dead = bench.work({
    handle: () => {
      first.call(undefined);
      return new Promise(() => undefined);
    },
    lockMs: 400,
  });
  await bench.producer.add('job1', addition(2, 3));
  await first.happened;
  await dead.close(true);
  bench.work({ lockMs: 400 });
  expect(await bench.settled('job1')).toEqual({ kind: 'done', result: { kind: 'sum', sum: 5 } });
});

test('after a few jobs the estimate of a waiting one is what such a job takes', async () => {
  // Per unit: at least what the work took, at most what the whole job did, however busy the machine is.
  const atLeast: number[] = [];
  const atMost: number[] = [];
  const worker = bench.work({
    handle: async ({ numbers }) => {
      const begun = Date.now();
      await new Promise((done) => setTimeout(done, numbers.length * 20));
      atLeast.push((Date.now() - begun) / numbers.length);
      return { kind: 'sum', sum: 0 };
    },
    onReport: ({ runMs, units }) => atMost.push(runMs / units),
  });
  for (const [i, job] of [addition(1), addition(1, 2), addition(1, 2, 3)].entries()) {
    await bench.producer.add(`job${i}`, job);
    await bench.settled(`job${i}`);
  }
  expect((await bench.producer.state()).slots).toBe(1);
  await worker.close();
  expect((await bench.producer.state()).slots).toBe(0);
  const release = once<undefined>();
  bench.work({
    handle: async () => {
      await release.happened;
      return { kind: 'sum', sum: 0 };
    },
  });
  await bench.producer.add('running', addition(1));
  await bench.producer.add('waiting', addition(1, 2, 3, 4));
  let state = await bench.producer.state();
  while (state.active === 0 || state.slots === 0) state = await bench.producer.state();
  const estimate = state.estimates.get('waiting');
  expect(estimate?.position).toBe(1);
  // The rest of a job of one unit and the whole of one of four, by a line through the three jobs before.
  expect(estimate?.etaMs).toBeGreaterThan(2 * Math.min(...atLeast));
  expect(estimate?.etaMs).toBeLessThan(7 * Math.max(...atMost));
  release.call(undefined);
  await bench.settled('waiting');
});

test('with Redis away asking fails at once, and works again by itself when Redis is back', async () => {
  const own = await startTestRedis();
  const redis = connectRedis(own.url, 'request', () => undefined);
  await untilReady(redis, 2000);
  const prefix = `{${newId()}}`;
  const producer = createProducer(additionQueue, { redis, prefix, keptMs: 1000, onError: () => undefined });
  await producer.add('job1', addition(1));
  const away = new Promise((done) => redis.once('close', done));
  await own.crash();
  await away;
  const later = new Promise((done) => setImmediate(done)).then(() => 'it waited');
  const refusal = producer.add('job2', addition(1)).catch((reason: unknown) => reason);
  expect(isUnreachable(await Promise.race([refusal, later]))).toBe(true);
  await own.restart();
  await untilReady(redis);
  await producer.add('job2', addition(1));
  expect((await producer.state()).waiting).toBe(2);
  redis.disconnect();
  await own.close();
});
