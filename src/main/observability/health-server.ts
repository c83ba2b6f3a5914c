/** @file /metrics, /healthz (the process lives) and /readyz (it can do its work) over plain HTTP. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

/** Resolves when that part works; rejects, or takes over two seconds, when it does not. */
export type ReadinessCheck = () => Promise<unknown>;

export interface HealthServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly registry: Registry;
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
}

export interface HealthServer {
  readonly url: string;
  /** From now on /readyz says no, so that nothing new is sent here. */
  readonly drain: () => void;
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const CHECK_TIMEOUT_MS = 2000;

/** Listens once resolved; rejects when the port is taken. */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const { host, port, registry, checks } = options;
  let draining = false;
  const routes: Readonly<Record<string, () => Promise<Answer>>> = {
    '/metrics': async () => ({ status: 200, type: registry.contentType, body: await registry.metrics() }),
    '/healthz': () => Promise.resolve(json(200, { status: 'alive', seconds: Math.round(process.uptime()) })),
    '/readyz': async () => readiness(checks, draining),
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const route = request.method === 'GET' ? routes[path] : undefined;
    const answer = route === undefined ? Promise.resolve(json(404, { status: 'unknown path' })) : route();
    void answer
      .catch(() => json(500, { status: 'failed' }))
      .then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
      });
  });
  await listen(server, host, port);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    drain: () => {
      draining = true;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
  };
}

async function readiness(
  checks: Readonly<Record<string, ReadinessCheck>>,
  draining: boolean,
): Promise<Answer> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await passes(check)] as const),
  );
  const ready = !draining && results.every(([, passed]) => passed);
  const status = draining ? 'draining' : ready ? 'ready' : 'not ready';
  const parts = results.map(([name, passed]) => [name, passed ? 'ok' : 'failing'] as const);
  return json(ready ? 200 : 503, { status, ...Object.fromEntries(parts) });
}

async function passes(check: ReadinessCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((done) => {
    timer = setTimeout(done, CHECK_TIMEOUT_MS, false);
  });
  const result = check().then(
    () => true,
    () => false,
  );
  return Promise.race([result, timeout]).finally(() => {
    clearTimeout(timer);
  });
}

const json = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json',
  body: `${JSON.stringify(body)}\n`,
});

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail).listen(port, host, () => {
      done();
    });
  });
}
