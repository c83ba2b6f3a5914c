/** @file Bot and worker as the processes that operators run: readiness, metrics, and the ways in which they stop. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { formatKeyRing, withNewKey } from '../../src/identity/key-ring.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';

const lineSchema = z.looseObject({ msg: z.string() });
type Line = z.infer<typeof lineSchema>;

/** Bot and worker start in seconds; where the machine does much besides, in a minute. */
const SLOW_MS = 180_000;

let server: TestRedis;
let folder: string;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  server = await startTestRedis();
  folder = await writeTinyBundle(await mkdtemp(join(tmpdir(), 'service-')));
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Starts src/main/PART.ts as npm does; `line` waits for a line of the log. */
function start(part: 'bot' | 'worker', environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', `src/main/${part}.ts`], {
    env: {
      ...process.env,
      REDIS_URL: server.url,
      KEY_RING: formatKeyRing(withNewKey(undefined, 'k1')),
      BUNDLE: folder,
      THREADS: '1',
      WEB_PORT: '0',
      METRICS_PORT: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.add(child);
  const { stderr } = child;
  if (stderr === null) throw new Error('the child has no stderr');
  let said = '';
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  stderr.on('data', (data: Buffer) => {
    said += data.toString();
    const complete = said.split('\n').slice(lines.length, -1);
    for (const text of complete) lines.push(parseLine(text));
    for (const check of waiting) check();
  });
  const exited = new Promise<number | NodeJS.Signals | null>((done) => {
    child.once('exit', (code, signal) => {
      done(signal ?? code);
    });
  });
  const ended = finished(stderr).then(() => exited);
  const line = (message: string): Promise<Line> =>
    new Promise((found, missed) => {
      const check = (): void => {
        const match = lines.find(({ msg }) => msg === message);
        if (match !== undefined) found(match);
      };
      waiting.add(check);
      check();
      void ended.then(() => {
        missed(new Error(`it ended before it said "${message}": ${said}`));
      });
    });
  return { child, ended, line, said: () => said };
}

function parseLine(text: string): Line {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch {
    return { msg: text };
  }
}

const urlOf = ({ health }: Line): string => z.string().parse(health);

describe.each(['bot', 'worker'] as const)('a %s', { timeout: SLOW_MS }, (part) => {
  it('tells when it is ready and what it measures, and stops at SIGTERM with status 0', async () => {
    const { child, ended, line, said } = start(part);
    const url = urlOf(await line('ready'));
    await vi.waitUntil(async () => (await fetch(`${url}/readyz`)).ok, { timeout: SLOW_MS });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/^process_resident_memory_bytes \d/m);
    if (part === 'bot')
      expect(metrics).toMatch(/^dreamidentity_queue_jobs\{queue="imagine",state="waiting"\} 0$/m);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(said()).not.toContain('"level":"error"');
  });

  it.each([
    ['REDIS_URL', ''],
    ['KEY_RING', 'nonsense'],
    ['LOG_LEVEL', 'loud'],
  ])('ends with status 2 and a sentence when %s is "%s"', async (name, value) => {
    const { ended, said } = start(part, { [name]: value });
    expect(await ended).toBe(2);
    expect(said()).toMatch(new RegExp(`^${name} .*expected .*\\n$`));
  });
});

describe('a bot', { timeout: SLOW_MS }, () => {
  it('says that it is not ready while Redis is away', async () => {
    const { line } = start('bot', { REDIS_URL: `unix://${folder}/no-such-socket` });
    const response = await fetch(`${urlOf(await line('ready'))}/readyz`);
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: 'not ready', redis: 'failing' },
    ]);
  });

  it('refuses a port that is taken with a sentence', async () => {
    const first = start('bot');
    const address = z.string().parse((await first.line('the web chat listens'))['address']);
    const { ended, said } = start('bot', { WEB_PORT: new URL(address).port });
    expect(await ended).toBe(2);
    expect(said()).toMatch(/Port \d+ on 127\.0\.0\.1 is taken: set WEB_PORT/);
  });
});

describe('a worker', { timeout: SLOW_MS }, () => {
  it('stops when the process that started it is gone', async () => {
    const { child, ended, line } = start('worker');
    await line('ready');
    child.disconnect();
    // 0, or 1 where three seconds were too few for an orphan to finish: it does not wait for more.
    expect(await ended).toBeOneOf([0, 1]);
  });

  it('ends with status 2 and a sentence when its bundle is damaged', async () => {
    const { ended, said } = start('worker', { BUNDLE: join(folder, 'vae') });
    expect(await ended).toBe(2);
    expect(said()).toMatch(/model_index\.json.*\n$/);
  });
});
