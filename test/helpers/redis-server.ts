/** @file A real Redis for a test: a child on a unix socket with its files in a folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { type RedisChild, startRedisChild } from '../../src/main/redis-child.ts';

export interface TestRedis {
  readonly folder: string;
  /** `REDIS_URL` of it. */
  readonly url: string;
  readonly child: RedisChild;
  readonly client: () => Redis;
  /** Kills it by SIGKILL; it stays away until it is restarted over its files. */
  readonly crash: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Uncompressed snapshots, so that a search for bytes in its files sees them. */
export async function startTestRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'dream-'));
  const start = (): Promise<RedisChild> => startRedisChild({ folder, settings: [['rdbcompression', 'no']] });
  let child = await start();
  const clients: Redis[] = [];
  return {
    folder,
    url: `unix://${child.path}`,
    get child() {
      return child;
    },
    client() {
      const redis = new Redis({ path: child.path, maxRetriesPerRequest: null });
      redis.on('error', () => undefined);
      clients.push(redis);
      return redis;
    },
    async crash() {
      process.kill(child.pid() ?? 0, 'SIGKILL');
      await child.stop();
    },
    async restart() {
      child = await start();
    },
    async close() {
      for (const redis of clients) redis.disconnect();
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
