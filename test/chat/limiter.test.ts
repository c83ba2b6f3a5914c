/** @file Requests are counted once for all processes, in one step each, and by each alone while Redis is away. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Admission, createAdmission } from '../../src/chat/limiter.ts';
import { newId } from '../../src/identity/id.ts';
import { connectRedis, untilReady } from '../../src/queue/connection.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';

let server: TestRedis;
beforeAll(async () => (server = await startTestRedis()));
afterAll(() => server.close());

const MANY = { requests: 1000, seconds: 60 };
const asker = (member: string, community?: string, occasion?: string) => ({ member, community, occasion });

/** How many of so many requests it lets pass, all at once. */
async function passed(
  admissions: readonly Admission[],
  member: string,
  count: number,
  community?: string,
): Promise<number> {
  const asked = Array.from({ length: count / admissions.length }, () =>
    admissions.map((admit) => admit(asker(member, community))),
  ).flat();
  return (await Promise.allSettled(asked)).filter(({ status }) => status === 'fulfilled').length;
}

/** As two processes have them: each with a connection and a memory of its own. */
const twoOver = (keyPrefix: string, seconds = 60): Promise<readonly Admission[]> =>
  Promise.all(
    [0, 1].map(async () => {
      const redis = server.client();
      await redis.ping();
      const rate = { requests: 10, seconds };
      const shared = { redis, keyPrefix, waitMs: 60_000 };
      return createAdmission({ member: rate, community: { requests: 15, seconds }, shared });
    }),
  );

it('two processes let a member do together what one would, again after that time, and others as much', async () => {
  const two = await twoOver(newId(), 2);
  expect(await passed(two, 'discord:ann', 40)).toBe(10);
  const [first] = two;
  await expect(first?.(asker('discord:ann'))).rejects.toThrow(
    /^That was a lot at once: at most 10 requests in 2 s\. Try again in [12] s\.$/,
  );
  expect(await passed(two, 'discord:bob', 10)).toBe(10);
  await expect
    .poll(() => passed(two.slice(0, 1), 'discord:ann', 1), { timeout: 20_000, interval: 200 })
    .toBe(1);
}, 60_000);

it('a community waits as well, and what its members were refused does not count for it', async () => {
  const two = await twoOver(newId());
  expect(await passed(two, 'discord:ann', 40, 'discord:g')).toBe(10);
  expect(await passed(two, 'discord:bob', 10, 'discord:g')).toBe(5);
  await expect(two[0]?.(asker('discord:cid', 'discord:g'))).rejects.toThrow(
    /^This community asks a lot at once: at most 15 requests in 60 s\./,
  );
  expect(await passed(two, 'discord:cid', 2)).toBe(2);
});

it('what two processes hear of one interaction, as while one replaces the other, counts once, and both say the same', async () => {
  const two = await twoOver(newId());
  const heard = async (occasion: string): Promise<readonly string[]> =>
    (await Promise.allSettled(two.map((admit) => admit(asker('discord:ann', 'discord:g', occasion))))).map(
      ({ status }) => status,
    );
  for (let i = 0; i < 10; i++) expect(await heard(`interaction ${i}`)).toEqual(['fulfilled', 'fulfilled']);
  expect(await heard('interaction 10')).toEqual(['rejected', 'rejected']);
});

it('asks Redis once for each interaction, and what it keeps there names nobody and goes with its time', async () => {
  const redis = server.client();
  await redis.ping();
  let asked = 0;
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (...command: Parameters<typeof send>) => {
    asked += 1;
    return send(...command);
  };
  const keyPrefix = newId();
  const admit = createAdmission({
    member: MANY,
    community: MANY,
    shared: { redis, keyPrefix, waitMs: 60_000 },
  });
  for (let i = 0; i < 5; i++) await admit(asker('discord:ann', 'discord:g', `interaction ${i}`));
  expect(asked).toBe(5);
  const keys = await server.client().keys(`${keyPrefix}*`);
  expect(keys).toHaveLength(2 + 5);
  expect(keys.join()).not.toMatch(/ann|discord/);
  for (const key of keys) expect(await server.client().pttl(key)).toBeGreaterThan(0);
});

it('while Redis hears and does not answer, or is gone, each counts alone, and nobody waits for the count', async () => {
  const own = await startTestRedis();
  const redis = connectRedis(own.url, 'request', () => undefined);
  await untilReady(redis);
  const shared = { redis, keyPrefix: newId(), waitMs: 50 };
  const admit = createAdmission({ member: { requests: 3, seconds: 60 }, community: MANY, shared });
  await admit(asker('discord:m0'));
  const pid = own.child.pid() ?? 0;
  process.kill(pid, 'SIGSTOP');
  expect(await passed([admit], 'discord:m1', 5)).toBe(3);
  process.kill(pid, 'SIGCONT');
  await own.crash();
  await expect.poll(() => redis.status, { timeout: 20_000 }).not.toBe('ready');
  expect(await passed([admit], 'discord:m2', 5)).toBe(3);
  redis.disconnect();
  await own.close();
}, 60_000);
