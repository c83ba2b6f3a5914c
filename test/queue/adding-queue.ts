/** @file A queue for tests whose work is adding numbers, on a real Redis. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { newId } from '../../src/identity/id.ts';
import { connectRedis, untilReady } from '../../src/queue/connection.ts';
import { type Consumer, type ConsumerOptions, startConsumer } from '../../src/queue/consumer.ts';
import { defineQueue } from '../../src/queue/definition.ts';
import { createPictureStore, type PictureStore } from '../../src/queue/picture-store.ts';
import { createProducer, type Outcome, type Producer } from '../../src/queue/producer.ts';
import type { TestRedis } from '../helpers/redis-server.ts';

export interface Addition {
  readonly version: 1;
  readonly numbers: readonly number[];
}
export type Sum = { readonly kind: 'sum'; readonly sum: number } | { readonly kind: 'cancelled' };

export const additionQueue = defineQueue<Addition, Sum>({
  name: 'addition',
  jobSchema: z.object({ version: z.literal(1), numbers: z.array(z.number()).readonly() }),
  resultSchema: z.union([
    z.object({ kind: z.literal('sum'), sum: z.number() }),
    z.object({ kind: z.literal('cancelled') }),
  ]),
  units: ({ numbers }) => numbers.length,
});

export const addition = (...numbers: number[]): Addition => ({ version: 1, numbers });

export interface AdditionBench {
  readonly redis: Redis;
  readonly prefix: string;
  readonly producer: Producer<Addition, Sum>;
  readonly pictures: PictureStore;
  readonly work: (parts: Partial<ConsumerOptions<Addition, Sum>>) => Consumer;
  readonly ready: () => Promise<void>;
  readonly settled: (id: string) => Promise<Outcome<Sum>>;
  readonly close: () => Promise<void>;
}

export function additionBench(server: TestRedis): AdditionBench {
  const prefix = `{${newId()}}`;
  const redis = server.client();
  const request = connectRedis(server.url, 'request', () => undefined);
  const producer = createProducer(additionQueue, {
    redis: request,
    prefix,
    keptMs: 60_000,
    onError: () => undefined,
  });
  const pictures = createPictureStore({ redis, prefix, termMs: 60_000 });
  const consumers: Consumer[] = [];
  return {
    redis,
    prefix,
    producer,
    pictures,
    work(parts) {
      const consumer = startConsumer<Addition, Sum>({
        definition: additionQueue,
        handle: ({ numbers }) => Promise.resolve({ kind: 'sum', sum: numbers.reduce((a, b) => a + b, 0) }),
        cancelled: { kind: 'cancelled' },
        redis,
        prefix,
        pictures,
        workerId: newId(),
        concurrency: 1,
        // A machine that does other things besides must not make a running job look dead.
        lockMs: 30_000,
        onReport: () => undefined,
        onError: () => undefined,
        ...parts,
      });
      consumers.push(consumer);
      return consumer;
    },
    ready: async () => {
      await untilReady(request, 2000);
    },
    async settled(id) {
      for (;;) {
        const outcome = await producer.outcome(id);
        if (outcome.kind !== 'pending') return outcome;
        await new Promise((done) => setTimeout(done, 5));
      }
    },
    async close() {
      await Promise.all(consumers.map((consumer) => consumer.close(true)));
      await producer.close();
      request.disconnect();
    },
  };
}
