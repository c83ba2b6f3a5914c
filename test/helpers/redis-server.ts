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
  readonly close: () => Promise<void>;
}

/** Uncompressed snapshots, so that a search for bytes in its files sees them. */
export async function startTestRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'dream-'));
  const child = await startRedisChild({ folder, settings: [['rdbcompression', 'no']] });
  const clients: Redis[] = [];
  return {
    folder,
    url: `unix://${child.path}`,
    child,
    client() {
      const redis = new Redis({ path: child.path, maxRetriesPerRequest: null });
      redis.on('error', () => undefined);
      clients.push(redis);
      return redis;
    },
    async close() {
      for (const redis of clients) redis.disconnect();
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
