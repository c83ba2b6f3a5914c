/** @file The language of a member who is not there, on a real Redis. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createLanguageStore } from '../../src/chat/language-store.ts';
import { newId } from '../../src/identity/id.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';

let server: TestRedis;
beforeAll(async () => (server = await startTestRedis()));
afterAll(async () => server.close());
afterEach(() => {
  vi.useRealTimers();
});

test('a member who goes on writing is remembered, and one who has left is a stranger again', async () => {
  const redis = server.client();
  const prefix = `{${newId()}}`;
  const termMs = 1_000_000;
  const languages = createLanguageStore(redis, prefix, termMs);
  await languages.note('web:ann', 'de');
  const key = `${prefix}:language-of:web:ann`;
  await redis.pexpire(key, 500_000);
  vi.useFakeTimers({ now: Date.now() + 0.4 * termMs, toFake: ['Date'] });
  await languages.note('web:ann', 'de');
  expect(await redis.pttl(key)).toBeLessThanOrEqual(500_000);
  vi.setSystemTime(Date.now() + 0.2 * termMs);
  await languages.note('web:ann', 'de');
  expect(await redis.pttl(key)).toBeGreaterThan(900_000);
  expect(await languages.of('web:ann')).toBe('de');
  expect(await languages.of('web:bob')).toBe('en');
});
