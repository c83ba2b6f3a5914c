/** @file Nothing is left over of a process that was killed: neither its Redis nor its worker. */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';

/** A demo starts in seconds; where the machine does much besides, in a minute. */
const SLOW_MS = 180_000;

let folder: string;
const killed: ChildProcess[] = [];
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'orphans-'))));
afterEach(async () => {
  for (const child of killed.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Until the event itself: how long that takes is the machine's affair. */
const until = (so: () => boolean): Promise<unknown> => vi.waitUntil(so, { timeout: SLOW_MS, interval: 50 });

/** All processes of this machine that run (a dead one that nobody has asked after does not). */
const running = (): readonly Running[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
      if (command === undefined || state?.startsWith('Z') === true) return [];
      return [{ pid: Number(pid), parent: Number(parent), command }];
    });
const childrenOf = (parent: number): readonly Running[] =>
  running().filter((process) => process.parent === parent);
const isRunning = (pid: number): boolean => running().some((process) => process.pid === pid);
const ofFolder = (): readonly Running[] => running().filter(({ command }) => command.includes(folder));

function start(module: string, environment: Readonly<Record<string, string>>): ChildProcess {
  const child = fork(module, {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  killed.push(child);
  return child;
}

describe("a killed process' Redis", { timeout: SLOW_MS }, () => {
  it('ends by itself, and its guard with it', async () => {
    const owner = start('test/helpers/redis-owner.ts', { FOLDER: folder });
    const [server] = (await once(owner, 'message')) as [number];
    expect(ofFolder().map(({ pid }) => pid)).toContain(server);
    owner.kill('SIGKILL');
    await until(() => ofFolder().length === 0);
  });

  it('ends when its process ends without a word', async () => {
    const owner = start('test/helpers/redis-owner.ts', { FOLDER: folder });
    await once(owner, 'message');
    owner.kill('SIGTERM');
    await until(() => ofFolder().length === 0);
  });

  it('leaves no guard when it is the one that dies', async () => {
    const owner = start('test/helpers/redis-owner.ts', { FOLDER: folder });
    const [first] = (await once(owner, 'message')) as [number];
    const pids = ofFolder().map(({ pid }) => pid);
    expect(pids).toHaveLength(2);
    process.kill(first, 'SIGKILL');
    await until(() => pids.every((pid) => !isRunning(pid)));
    await until(() => ofFolder().length === 2);
  });
});

describe('a killed demo', { timeout: SLOW_MS }, () => {
  const startDemo = async (): Promise<ChildProcess> => {
    const bundle = await writeTinyBundle(join(folder, 'bundle'));
    return start('src/main/demo.ts', { DATA_FOLDER: join(folder, 'data'), BUNDLE: bundle, WEB_PORT: '0' });
  };
  const isWorker = ({ command }: Running): boolean => command.includes('src/main/worker.ts');

  it('leaves neither worker nor Redis, whatever they were doing', async () => {
    const demo = await startDemo();
    await new Promise((ready) => demo.stdout?.once('data', ready));
    const left = childrenOf(demo.pid ?? 0);
    expect(left.filter(isWorker)).toHaveLength(1);
    expect(left.filter(({ command }) => command.startsWith('redis-server'))).toHaveLength(1);
    demo.kill('SIGKILL');
    await until(() => left.every(({ pid }) => !isRunning(pid)));
    await until(() => ofFolder().length === 0);
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)('leaves nothing when %s comes while it starts', async (signal) => {
    const demo = await startDemo();
    let left: readonly Running[] = [];
    const redisIsThere = (): boolean => {
      left = childrenOf(demo.pid ?? 0);
      return left.some(({ command }) => command.startsWith('redis-server'));
    };
    await until(redisIsThere);
    demo.kill(signal);
    await until(() => left.every(({ pid }) => !isRunning(pid)));
    await until(() => ofFolder().length === 0);
  });

  it('ends when the process that started it is gone', async () => {
    const demo = await startDemo();
    await new Promise((ready) => demo.stdout?.once('data', ready));
    const left = [{ pid: demo.pid ?? 0 }, ...childrenOf(demo.pid ?? 0)];
    demo.disconnect();
    await until(() => left.every(({ pid }) => !isRunning(pid)));
  });
});
