/** @file What docs/moderation.md tells moderators to type works, in its order, and is answered in its words. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { describeCommands } from '../../src/chat/describe.ts';
import type { RawValue } from '../../src/chat/option.ts';
import { type ChatBench, chatBench } from '../helpers/chat-bench.ts';
import { blocksOf, linesOf, readLine } from '../helpers/page-lines.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';

const blocks = blocksOf('docs/moderation.md');
const exchanges = linesOf('docs/moderation.md');
const described = describeCommands(commands);

let server: TestRedis;
let bench: ChatBench;
beforeAll(async () => {
  server = await startTestRedis();
  bench = chatBench(server, { ranks: { max: 'manager' } });
  await bench.bot.ready();
  bench.work();
  await bench.register('ann', 7);
});
afterAll(async () => {
  await bench.close();
  await server.close();
});

it('shows nothing but lines with their answers, and every command there is', () => {
  expect(exchanges.length * 2).toBe(blocks.join('').trim().split('\n').length);
  for (const { name, subcommand } of described.filter((one) => ['moderate', 'settings'].includes(one.name))) {
    expect(exchanges.some(({ typed }) => typed.startsWith(`/${name} ${subcommand ?? ''}`))).toBe(true);
  }
});

it('is answered as it says, line by line', { timeout: 120_000 }, async () => {
  let handle = 'HANDLE';
  for (const { typed, answer } of exchanges) {
    const { command: asked, given } = readLine(typed.replace('HANDLE', handle));
    const raw = given.map(({ option: { name }, value }): [string, RawValue] => [
      name,
      value.startsWith('@')
        ? { kind: 'member', id: value.slice(1).toLowerCase(), displayName: value.slice(1) }
        : value,
    ]);
    const { name, subcommand = '' } = asked;
    const author = { id: 'max', displayName: 'max' };
    const reply = await bench.type(`${name} ${subcommand}`, Object.fromEntries(raw), { author });
    const text = reply.kind === 'message' ? reply.message.text : reply.kind;
    if (typed === '/moderate list') handle = text.slice(0, 6);
    expect(text.replaceAll(handle, 'HANDLE').replaceAll('of ann', 'of Ann'), typed).toContain(answer);
  }
});
