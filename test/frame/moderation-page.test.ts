/** @file What docs/moderation.md tells moderators to type works, in its order, and is answered in its words. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { describeCommands } from '../../src/chat/describe.ts';
import type { RawValue } from '../../src/chat/option.ts';
import { readCommandLine, valuesOf } from '../../src/chat/web/client/command-line.ts';
import { type ChatBench, chatBench } from '../helpers/chat-bench.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';

const page = readFileSync('docs/moderation.md', 'utf8');
const blocks = [...page.matchAll(/^```\n(.*?)^```/gms)].map((block) => block[1] ?? '');
/** A line that is typed, and how its answer begins (or what it has in it, for a time of day goes before). */
const exchanges = blocks.flatMap((block) =>
  [...block.matchAll(/^(\/.*)\n> (.*)$/gm)].map(([, typed = '', answer = '']) => ({ typed, answer })),
);
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
    const line = readCommandLine(typed.replace('HANDLE', handle), described);
    if (line.kind !== 'command') throw new Error(`${typed} is no command`);
    const raw = Object.entries(valuesOf(line)).map(([name, value]): [string, RawValue] => [
      name,
      value.startsWith('@')
        ? { kind: 'member', id: value.slice(1).toLowerCase(), displayName: value.slice(1) }
        : value,
    ]);
    const { name, subcommand = '' } = line.command;
    const author = { id: 'max', displayName: 'max' };
    const reply = await bench.type(`${name} ${subcommand}`, Object.fromEntries(raw), { author });
    const text = reply.kind === 'message' ? reply.message.text : reply.kind;
    if (typed === '/moderate list') handle = text.slice(0, 6);
    expect(text.replaceAll(handle, 'HANDLE').replaceAll('of ann', 'of Ann'), typed).toContain(answer);
  }
});
