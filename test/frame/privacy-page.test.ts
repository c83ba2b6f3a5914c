/** @file What docs/privacy.md tells members to type works, in its order, and is answered in its words. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { describeCommands } from '../../src/chat/describe.ts';
import type { RawValue } from '../../src/chat/option.ts';
import { BUTTON_TERM_MS, SELFIE_TERM_MS } from '../../src/main/terms.ts';
import { type ChatBench, chatBench } from '../helpers/chat-bench.ts';
import { blocksOf, linesOf, readLine } from '../helpers/page-lines.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';

const blocks = blocksOf('docs/privacy.md');
const exchanges = linesOf('docs/privacy.md');
const described = describeCommands(commands);

let server: TestRedis;
let bench: ChatBench;
beforeAll(async () => {
  server = await startTestRedis();
  bench = chatBench(server);
  await bench.bot.ready();
  bench.work();
  await bench.register('ann', 7);
});
afterAll(async () => {
  await bench.close();
  await server.close();
});

it('shows nothing but lines with their answers, names every command of one’s identities, and true terms', () => {
  expect(exchanges.length * 2).toBe(blocks.join('').trim().split('\n').length);
  const unneeded = ['register', 'rename', 'default']; // about no privacy, or shown in words
  for (const { subcommand = '' } of described.filter(({ name }) => name === 'identity')) {
    if (unneeded.includes(subcommand)) continue;
    expect(exchanges.some(({ typed }) => typed.startsWith(`/identity ${subcommand}`))).toBe(true);
  }
  expect(SELFIE_TERM_MS / 60_000).toBe(15);
  expect(BUTTON_TERM_MS / 86_400_000).toBe(365);
});

it('is answered as it says, line by line', { timeout: 120_000 }, async () => {
  let use = 'USE';
  for (const { typed, answer } of exchanges) {
    const { command: asked, given } = readLine(typed.replace('USE', use));
    const raw = given.map(({ option: { name }, value }): [string, RawValue] => [
      name,
      value.startsWith('@')
        ? { kind: 'member', id: value.slice(1).toLowerCase(), displayName: value.slice(1) }
        : value,
    ]);
    const { name, subcommand } = asked;
    const command = [name, subcommand].filter((part) => part !== undefined).join(' ');
    const reply = await bench.type(command, Object.fromEntries(raw));
    const text = reply.kind === 'message' ? reply.message.text : reply.kind;
    if (name === 'imagine') await bench.until((all) => all.some(({ pictures }) => pictures.length === 1));
    if (subcommand === 'uses') use = text.slice(0, 6);
    expect(text, typed).toContain(answer);
  }
});
