/** @file Requests are counted once for all processes, and by each alone while Redis is away. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLimiter, type Limiter, OF_A_COMMUNITY, OF_A_MEMBER } from '../../src/chat/limiter.ts';
import { newId } from '../../src/identity/id.ts';
import { connectRedis, untilReady } from '../../src/queue/connection.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';

let server: TestRedis;
beforeAll(async () => (server = await startTestRedis()));
afterAll(() => server.close());

/** How many of so many requests it lets pass, all at once. */
async function passed(limiters: readonly Limiter[], key: string, count: number): Promise<number> {
  const asked = Array.from({ length: count / limiters.length }, () =>
    limiters.map((one) => one.take(key)),
  ).flat();
  return (await Promise.allSettled(asked)).filter(({ status }) => status === 'fulfilled').length;
}

/** As two processes have them: each with a connection and a memory of its own. */
const twoOver = (keyPrefix: string, seconds = 60): Promise<readonly Limiter[]> =>
  Promise.all(
    [0, 1].map(async () => {
      const redis = server.client();
      await redis.ping();
      return createLimiter({ requests: 10, seconds }, OF_A_MEMBER, { redis, keyPrefix, waitMs: 60_000 });
    }),
  );

it('two processes let a member do together what one would, again after that time, and others as much', async () => {
  const two = await twoOver(newId(), 2);
  expect(await passed(two, 'discord:ann', 40)).toBe(10);
  const [first] = two;
  await expect(first?.take('discord:ann')).rejects.toThrow(
    /^That was a lot at once: at most 10 requests in 2 s\. Try again in [12] s\.$/,
  );
  expect(await passed(two, 'discord:bob', 10)).toBe(10);
  await expect
    .poll(() => passed(two.slice(0, 1), 'discord:ann', 1), { timeout: 20_000, interval: 200 })
    .toBe(1);
}, 60_000);

it('what two processes hear of one another’s interactions, as while one replaces the other, counts once', async () => {
  const two = await twoOver(newId());
  const heard = (occasion: string) => Promise.all(two.map((one) => one.take('discord:ann', occasion)));
  for (let i = 0; i < 10; i++) await heard(`interaction ${i}`);
  await expect(heard('interaction 10')).rejects.toThrow(/^That was a lot at once/);
});

it('a count in Redis names nobody, and goes with its time', async () => {
  const prefix = newId();
  await passed(await twoOver(prefix), 'discord:ann', 4);
  const redis = server.client();
  const keys = await redis.keys(`${prefix}*`);
  expect(keys).toHaveLength(1);
  expect(keys.join()).not.toContain('ann');
  expect(await redis.pttl(keys[0] ?? '')).toBeGreaterThan(0);
});

it('while Redis hears and does not answer, or is gone, each counts alone, and nobody waits for the count', async () => {
  const own = await startTestRedis();
  const redis = connectRedis(own.url, 'request', () => undefined);
  await untilReady(redis);
  const shared = { redis, keyPrefix: newId(), waitMs: 50 };
  const limiter = createLimiter({ requests: 3, seconds: 60 }, OF_A_COMMUNITY, shared);
  await limiter.take('discord:g0');
  const pid = own.child.pid() ?? 0;
  process.kill(pid, 'SIGSTOP');
  expect(await passed([limiter], 'discord:g1', 5)).toBe(3);
  process.kill(pid, 'SIGCONT');
  await own.crash();
  await expect.poll(() => redis.status, { timeout: 20_000 }).not.toBe('ready');
  expect(await passed([limiter], 'discord:g2', 5)).toBe(3);
  redis.disconnect();
  await own.close();
}, 60_000);
