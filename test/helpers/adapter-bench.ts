/** @file A bot over one platform's adapter on a real Redis, with a worker that draws simple pictures. */
import type { Adapter } from '../../src/chat/adapter.ts';
import { newId } from '../../src/identity/id.ts';
import { type KeyRing, withNewKey } from '../../src/identity/key-ring.ts';
import { type BotParts, type BotPartsOptions, createBotParts } from '../../src/main/bot-parts.ts';
import { createWorkerParts, type WorkerParts } from '../../src/main/worker-parts.ts';
import type { IdentityEncoder } from '../../workers/read-face.ts';
import type { PictureMaker } from '../../workers/imagine.ts';
import type { LikenessJudge } from '../../workers/likeness.ts';
import { textEncoder, textMaker } from './chat-bench.ts';
import type { TestRedis } from './redis-server.ts';

export interface AdapterBench {
  readonly bot: BotParts;
  readonly prefix: string;
  readonly ring: KeyRing;
  readonly errors: unknown[];
  readonly work: (maker?: PictureMaker, encoder?: IdentityEncoder, judge?: LikenessJudge) => WorkerParts;
  readonly close: () => Promise<void>;
}

/** `errors` is also what the adapter should report into. */
export async function adapterBench(
  server: TestRedis,
  adapter: Adapter,
  errors: unknown[],
  options: Partial<BotPartsOptions> = {},
): Promise<AdapterBench> {
  const prefix = options.prefix ?? `{${newId()}}`;
  const ring = options.ring ?? withNewKey(undefined, 'k1');
  const bot = createBotParts({
    redisUrl: server.url,
    ring,
    prefix,
    platforms: [adapter.platform],
    beatMs: 200,
    rate: { requests: 100_000, seconds: 1 },
    communityRate: { requests: 100_000, seconds: 1 },
    onAnswer: ({ error }) => {
      if (error !== undefined) errors.push(error.cause);
    },
    onError: (error) => errors.push(error),
    ...options,
  });
  const workers: WorkerParts[] = [];
  await bot.ready();
  await adapter.start(bot.router);
  return {
    bot,
    prefix,
    ring,
    errors,
    work(maker = textMaker, encoder = textEncoder, judge) {
      const worker = createWorkerParts({
        redisUrl: server.url,
        ring,
        prefix,
        lockMs: 5000,
        encoder,
        maker,
        judge,
        onReport: () => undefined,
        onError: (error) => errors.push(error),
      });
      workers.push(worker);
      return worker;
    },
    async close() {
      await adapter.stop();
      await Promise.all(workers.map((worker) => worker.close()));
      await bot.close();
      await adapter.close();
    },
  };
}
