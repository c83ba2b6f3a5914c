/** @file Erasure on disk: Redis' append-only file still holds deleted bytes until it has been rewritten. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { z } from 'zod';

export interface EraserOptions {
  readonly redis: Redis;
  readonly timeoutMs?: number;
  /** How long `soon` waits for more to erase. */
  readonly soonMs?: number;
}

export interface Eraser {
  /** Resolves once nothing that was deleted before the call is left in the files of Redis; rejects after the timeout. */
  readonly now: () => Promise<void>;
  /** The same within half a minute, once for everything that is deleted meanwhile; failures go to `onError`. */
  readonly soon: (onError: (error: unknown) => void) => void;
  /** Does at once what `soon` still owes. */
  readonly close: () => Promise<void>;
}

export function createEraser({ redis, timeoutMs = 60_000, soonMs = 30_000 }: EraserOptions): Eraser {
  let owed: NodeJS.Timeout | undefined;
  const now = async (): Promise<void> => {
    const deadline = Date.now() + timeoutMs;
    if ((await persistence(redis))['aof_enabled'] === '1') await rewrite(redis, 'aof', deadline);
    if (await savesSnapshots(redis)) await rewrite(redis, 'rdb', deadline);
  };
  return {
    now,
    soon(onError) {
      owed ??= setTimeout(() => {
        owed = undefined;
        now().catch(onError);
      }, soonMs);
    },
    async close() {
      if (owed === undefined) return;
      clearTimeout(owed);
      owed = undefined;
      await now();
    },
  };
}

const rewrites = {
  aof: { command: 'BGREWRITEAOF', running: 'aof_rewrite_in_progress', status: 'aof_last_bgrewrite_status' },
  rdb: { command: 'BGSAVE', running: 'rdb_bgsave_in_progress', status: 'rdb_last_bgsave_status' },
} as const;

/** One that already runs began before the deletion, so it is waited for and another is started. */
async function rewrite(redis: Redis, kind: keyof typeof rewrites, deadline: number): Promise<void> {
  const { command, status } = rewrites[kind];
  await untilIdle(redis, deadline);
  while (!(await started(redis, command))) await untilIdle(redis, deadline);
  const info = await untilIdle(redis, deadline);
  if (info[status] !== 'ok') throw new Error(`${command} failed: ${info[status] ?? 'no status'}`);
}

/** False when Redis began one of its own in between. */
async function started(redis: Redis, command: string): Promise<boolean> {
  try {
    await redis.call(command);
    return true;
  } catch (error) {
    if (error instanceof Error && /already in progress|child process/i.test(error.message)) return false;
    throw error;
  }
}

async function untilIdle(redis: Redis, deadline: number): Promise<Readonly<Record<string, string>>> {
  for (;;) {
    const info = await persistence(redis);
    const busy = [rewrites.aof.running, rewrites.rdb.running, 'aof_rewrite_scheduled'].some(
      (field) => info[field] === '1',
    );
    if (!busy) return info;
    if (Date.now() > deadline) throw new Error('Redis did not finish rewriting its files in time');
    await delay(20);
  }
}

async function persistence(redis: Redis): Promise<Readonly<Record<string, string>>> {
  const lines = (await redis.info('persistence')).split(/\r?\n/).filter((line) => line.includes(':'));
  return z.record(z.string(), z.string()).parse(Object.fromEntries(lines.map((line) => line.split(':', 2))));
}

/** Whether snapshots are configured; a Redis that does not let one ask is taken to make them. */
async function savesSnapshots(redis: Redis): Promise<boolean> {
  try {
    const [, value] = z.tuple([z.string(), z.string()]).parse(await redis.config('GET', 'save'));
    return value !== '';
  } catch {
    return true;
  }
}
