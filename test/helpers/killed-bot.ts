/** @file Bots in processes of their own over one Redis, to be killed, and a worker that lives on. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../../src/identity/id.ts';
import { formatKeyRing, withNewKey } from '../../src/identity/key-ring.ts';
import { createIdentityStore } from '../../src/identity/store.ts';
import { createWorkerParts } from '../../src/main/worker-parts.ts';
import { identityRecord } from '../identity/records.ts';
import { textEncoder, textMaker } from './chat-bench.ts';
import { startTestRedis } from './redis-server.ts';

export interface KilledBots {
  /** `shard`: such as "1/4", on Discord. */
  readonly start: (shard?: string) => Promise<ChildProcess>;
  /** Ends the last one as a crash does. */
  readonly kill: () => void;
  /** A worker that draws until the bench closes. */
  readonly work: () => void;
  /** Resolves when every request has its answer in its channel. */
  readonly settled: () => Promise<void>;
  /** While Redis hears everything and answers nothing. */
  readonly whileRedisIsSlow: (run: () => Promise<void>) => Promise<void>;
  /** How many invocations are written down as acknowledged and not answered. */
  readonly unanswered: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** `ownerId` has an identity already. */
export async function killedBots(
  platform: 'discord' | 'slack',
  api: string,
  ownerId: string,
  patienceMs = 60_000,
): Promise<KilledBots> {
  const server = await startTestRedis();
  const prefix = `{${newId()}}`;
  const ring = withNewKey(undefined, 'k1');
  const redis = server.client();
  // Far off, so that no notice of its end is posted beside the picture.
  const expiresAt = new Date(Date.now() + 365 * 86_400_000).toISOString();
  const record = identityRecord(ownerId, { bundle: 'text', words: 2, width: 8, expiresAt });
  const words = [new Float32Array(8).fill(7), new Float32Array(8).fill(1)];
  await createIdentityStore({ redis, ring, prefix }).create(record, 'ann', words);
  const children: ChildProcess[] = [];
  const workers: { close: () => Promise<void> }[] = [];
  return {
    async start(shard) {
      const child = fork(join(import.meta.dirname, 'adapter-bot.ts'), {
        execArgv: ['--import', 'tsx'],
        env: {
          ...process.env,
          REDIS_URL: server.url,
          KEY_RING: formatKeyRing(ring),
          PREFIX: prefix,
          PLATFORM: platform,
          API: api,
          PATIENCE_MS: String(patienceMs),
          ...(shard === undefined ? {} : { SHARD: shard }),
        },
      });
      children.push(child);
      await once(child, 'message');
      return child;
    },
    kill() {
      children.at(-1)?.kill('SIGKILL');
    },
    work() {
      const common = { redisUrl: server.url, ring, prefix, lockMs: 5000 };
      workers.push(
        createWorkerParts({
          ...common,
          encoder: textEncoder,
          maker: textMaker,
          onReport: () => undefined,
          onError: (error) => {
            console.error('worker:', error);
          },
        }),
      );
    },
    async settled() {
      while ((await redis.zcard(`${prefix}:outbox:${platform}`)) > 0) await delay(20);
    },
    async whileRedisIsSlow(run) {
      const pid = server.child.pid() ?? 0;
      process.kill(pid, 'SIGSTOP');
      try {
        await run();
      } finally {
        process.kill(pid, 'SIGCONT');
      }
    },
    unanswered: () => redis.hlen(`${prefix}:acknowledged:${platform}`),
    async close() {
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(workers.map((worker) => worker.close()));
      await server.close();
    },
  };
}
