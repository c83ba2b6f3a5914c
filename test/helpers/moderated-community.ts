/** @file A community with moderators, for the tests that import this: what they type and press, on a bot of its own for each test. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { RawOptions } from '../../src/chat/option.ts';
import type { Invocation } from '../../src/chat/router.ts';
import type { Rank } from '../../src/moderation/community.ts';
import { type ChatBench, chatBench, type ChatBenchOptions } from './chat-bench.ts';
import { textOf } from './posted-pictures.ts';
import type { Recorded } from './recording-platform.ts';
import { startTestRedis, type TestRedis } from './redis-server.ts';

export let server: TestRedis;
export let bench: ChatBench;
const ranks: Readonly<Record<string, Rank>> = { mia: 'moderator', max: 'manager' };
export const open = async (options: ChatBenchOptions = {}): Promise<void> => {
  bench = chatBench(server, { ranks, ...options });
  await bench.bot.ready();
};
beforeAll(async () => (server = await startTestRedis()));
afterAll(async () => server.close());
beforeEach(() => open());
afterEach(async () => {
  await bench.close();
  expect(bench.errors).toEqual([]);
});

export const as = (id: string, parts: Partial<Invocation> = {}): Partial<Invocation> => ({
  author: { id, displayName: id, rank: () => Promise.resolve(ranks[id] ?? 'member') },
  ...parts,
});

export const said = async (
  who: string,
  line: string,
  options: RawOptions = {},
  parts = {},
): Promise<string> => textOf(await bench.type(line, options, as(who, parts)));
export const set = (line: string, options: RawOptions = {}): Promise<string> =>
  said('max', `settings ${line}`, options);
export const moderate = (line: string, options: RawOptions = {}): Promise<string> =>
  said('mia', `moderate ${line}`, options);
export const draw = (prompt: string, options: RawOptions = {}, who = 'ann'): Promise<string> =>
  said(who, 'imagine', { prompt, ...options });
export const member = (id: string) => ({ kind: 'member', id, displayName: id }) as const;
export const drawn = (messages: readonly Recorded[]): readonly Recorded[] =>
  messages.filter(({ pictures }) => pictures.length > 0);
export const pictures = (count: number) => bench.until((all) => drawn(all).length === count).then(drawn);
export const one = (messages: readonly Recorded[]): Recorded => {
  const [found] = messages;
  if (found === undefined) throw new Error('there is no such message');
  return found;
};
export const handle = async (): Promise<string> =>
  /^([a-z2-7]{6}): /m.exec(await moderate('list'))?.[1] ?? 'none';
