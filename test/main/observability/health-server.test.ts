/** @file The operators' endpoint, over real HTTP. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  type HealthServer,
  type ReadinessCheck,
  startHealthServer,
} from '../../../src/main/observability/health-server.ts';
import { createMetrics, type Metrics } from '../../../src/main/observability/metrics.ts';

let server: HealthServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(
  checks: Readonly<Record<string, ReadinessCheck>> = {},
  metrics: Metrics = createMetrics(),
) {
  server = await startHealthServer({ host: '127.0.0.1', port: 0, registry: metrics.registry, checks });
  const { url } = server;
  return async (path: string) => {
    const response = await fetch(url + path);
    return { status: response.status, body: await response.text() };
  };
}

describe('/healthz', () => {
  it('answers while the process lives, even when nothing else works', async () => {
    const get = await start({ redis: () => Promise.reject(new Error('down')) });
    expect(await get('/healthz')).toMatchObject({ status: 200 });
  });
});

describe('/readyz', () => {
  it('is 200 when every part works', async () => {
    const get = await start({ redis: () => Promise.resolve('PONG') });
    const { status, body } = await get('/readyz');
    expect([status, JSON.parse(body)]).toEqual([200, { status: 'ready', redis: 'ok' }]);
  });

  it('is 503 and names the part that does not work', async () => {
    const get = await start({
      redis: () => Promise.reject(new Error('down')),
      models: () => Promise.resolve(),
    });
    const { status, body } = await get('/readyz');
    expect([status, JSON.parse(body)]).toEqual([
      503,
      { status: 'not ready', redis: 'failing', models: 'ok' },
    ]);
  });

  it('is 503 when a part does not answer in time', async () => {
    const get = await start({ redis: () => new Promise(() => undefined) });
    expect((await get('/readyz')).status).toBe(503);
  });

  it('is 503 while draining', async () => {
    const get = await start();
    server?.drain();
    expect(JSON.parse((await get('/readyz')).body)).toEqual({ status: 'draining' });
  });
});

describe('/metrics', () => {
  it('tells queue depth, wait, run, step time, failures and memory', async () => {
    const metrics = createMetrics();
    metrics.watchQueues(() => Promise.resolve({ imagine: { waiting: 3, active: 1 } }));
    metrics.jobStarted('imagine', 1500);
    metrics.jobEnded('imagine', 2500, 'done', undefined);
    metrics.jobEnded('encode', 30, 'refused', 'no-face');
    metrics.stepTaken(40);
    metrics.commandAnswered('imagine', 4, 'answered');
    const get = await start({}, metrics);
    const { body } = await get('/metrics');
    for (const line of [
      'dreamidentity_queue_jobs{queue="imagine",state="waiting"} 3',
      'dreamidentity_job_wait_seconds_sum{queue="imagine"} 1.5',
      'dreamidentity_job_run_seconds_sum{queue="imagine",outcome="done"} 2.5',
      'dreamidentity_job_failures_total{queue="encode",reason="no-face"} 1',
      'dreamidentity_step_seconds_sum 0.04',
      'dreamidentity_command_seconds_sum{command="imagine",outcome="answered"} 0.004',
    ]) {
      expect(body).toContain(line);
    }
    expect(body).toMatch(/process_resident_memory_bytes \d+/);
  });

  it('answers 500, and goes on, when Redis does not give the counts', async () => {
    const metrics = createMetrics();
    metrics.watchQueues(() => Promise.reject(new Error('down')));
    const get = await start({}, metrics);
    expect((await get('/metrics')).status).toBe(500);
    expect((await get('/healthz')).status).toBe(200);
  });
});

describe('any other path', () => {
  it('is 404', async () => {
    const get = await start();
    expect((await get('/etc/passwd')).status).toBe(404);
  });
});
