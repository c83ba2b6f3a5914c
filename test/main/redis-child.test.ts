/** @file The program's own Redis: found or named as missing, shared, started again, its data kept. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RedisChild, startRedisChild } from '../../src/main/redis-child.ts';

let folder: string;
const started: RedisChild[] = [];
const start = async (where = folder): Promise<RedisChild> => {
  const child = await startRedisChild({ folder: where });
  started.push(child);
  return child;
};
const clientOf = ({ path }: RedisChild): Redis => {
  const redis = new Redis({ path, maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  return redis;
};
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'own-'))));
afterEach(async () => {
  await Promise.all(started.splice(0).map((child) => child.stop()));
  await rm(folder, { recursive: true, force: true });
});

test('what was written is there after stopping and starting', async () => {
  const first = await start();
  const redis = clientOf(first);
  await redis.set('colour', 'red');
  redis.disconnect();
  await first.stop();
  const again = clientOf(await start());
  expect(await again.get('colour')).toBe('red');
  again.disconnect();
});

test('a killed server is started again by itself, with its data', async () => {
  const child = await start();
  const redis = clientOf(child);
  await redis.set('colour', 'red');
  const former = child.pid() ?? 0;
  const away = new Promise((done) => redis.once('close', done));
  process.kill(former, 'SIGKILL');
  await away;
  expect(await redis.get('colour')).toBe('red');
  expect(child.pid()).not.toBe(former);
  redis.disconnect();
});

test('a second start over the same folder uses the running server, and stops it only when nobody else uses it', async () => {
  const first = await start();
  const redis = clientOf(first);
  await redis.set('colour', 'red');
  const second = await start();
  expect(second.path).toBe(first.path);
  expect(second.pid()).toBeUndefined();
  await second.stop();
  expect(await redis.ping()).toBe('PONG');
});

test('a server that a killed process left running is used again and then stopped', async () => {
  const left = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', join(folder, 'redis.sock'), '--dir', folder],
    {
      stdio: 'ignore',
    },
  );
  const ended = new Promise((done) => left.once('exit', done));
  const redis = new Redis({ path: join(folder, 'redis.sock'), maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  await redis.ping();
  const gone = new Promise((done) => redis.once('end', done));
  redis.disconnect();
  await gone;
  const child = await start();
  expect(child.pid()).toBeUndefined();
  await child.stop();
  await ended;
});

test('a folder whose name is too long for a socket gets one elsewhere', async () => {
  const deep = join(folder, 'x'.repeat(120));
  await mkdir(deep);
  const child = await start(deep);
  expect(Buffer.byteLength(child.path)).toBeLessThan(100);
  const redis = clientOf(child);
  expect(await redis.ping()).toBe('PONG');
  redis.disconnect();
});

test('without a Redis server the sentence says what to install', async () => {
  const missing = startRedisChild({ folder, binary: 'redis-server-that-is-not-there' });
  await expect(missing).rejects.toThrow(
    /redis-server-that-is-not-there.*apt install redis-server.*REDIS_URL/,
  );
});
