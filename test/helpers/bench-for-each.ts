/** @file A chat bench of its own for each test of the file that imports this, over one Redis; nothing may fail in it unseen. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type ChatBench, chatBench } from './chat-bench.ts';
import { startTestRedis, type TestRedis } from './redis-server.ts';

export let server: TestRedis;
export let bench: ChatBench;

beforeAll(async () => (server = await startTestRedis()));
afterAll(async () => server.close());
beforeEach(async () => {
  bench = chatBench(server);
  await bench.bot.ready();
});
afterEach(async () => {
  await bench.close();
  expect(bench.errors).toEqual([]);
});
