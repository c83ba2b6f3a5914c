/** @file Members who share faces, for the tests that import this: on a bot of its own for each test. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type ChatBench, chatBench, type ChatBenchOptions } from './chat-bench.ts';
import { membersOf } from './members.ts';
import { startTestRedis, type TestRedis } from './redis-server.ts';

export let server: TestRedis;
export let bench: ChatBench;
export const open = async (options: ChatBenchOptions = {}): Promise<void> => {
  bench = chatBench(server, { ranks: { max: 'manager' }, ...options });
  await bench.bot.ready();
};
beforeAll(async () => (server = await startTestRedis()));
afterAll(async () => server.close());
beforeEach(() => open());
afterEach(async () => {
  await bench.close();
  expect(bench.errors).toEqual([]);
});

export const { said, draw, press, message, drawn, untilDrawn, identityOf, share } = membersOf(() => bench);
