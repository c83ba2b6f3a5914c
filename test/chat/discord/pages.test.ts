/** @file docs/moderation.md and docs/privacy.md on Discord's wire: every command of theirs, as fields, is answered as they say. */
import { beforeEach, expect, it } from 'vitest';
import { bench, discord, drawnOne, people, register } from '../../helpers/discord-members.ts';
import type { Sent } from '../../helpers/fake-discord-interactions.ts';
import { linesOf, readLine } from '../../helpers/page-lines.ts';
import type { OptionType } from '../../../src/chat/option.ts';

const IDS: Readonly<Record<string, string>> = { '@Ann': '9', '@Bob': '20' };
const ann: Sent = { member: '9', permissions: '2048' };
const max: Sent = { member: '30', name: 'max', permissions: '32' };
const TYPES: Readonly<Record<OptionType, number>> = {
  string: 3,
  choice: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  role: 8,
  number: 10,
  attachment: 11,
};
const PATRONS = { roles: { 55: { id: '55', name: 'Moderators' } } };

/** As Discord's own fields give it. */
function valueOf(type: OptionType, value: string): string | number | boolean {
  if (type === 'integer' || type === 'number') return Number(value);
  if (type === 'boolean') return value === 'yes';
  if (type === 'role') return '55';
  return IDS[value] ?? value;
}

/** Sends the command of a line as a member fills it in. */
function send(typed: string, by: Sent): void {
  const { command, given } = readLine(typed);
  const options = given.map(({ option: { name, type, choices }, value }) => {
    const chosen = choices.find((one) => one.name === value)?.value ?? value;
    return { name, type: TYPES[type], value: valueOf(type, type === 'choice' ? chosen : value) };
  });
  const { name, subcommand } = command;
  const all = subcommand === undefined ? options : [{ name: subcommand, type: 1, options }];
  discord.interactions.slash(name, all, { ...people, ...PATRONS }, by);
}

/** What the newest message says, without the marks that Discord takes for markup, and with names for ids. */
async function answer(before: number): Promise<string> {
  const newest = await discord.until(() => discord.everPosted[before]);
  await discord.until(() => newest.content !== '');
  return newest.content
    .replaceAll(/\\([\\*_~`|<>[\]#.+-])/g, '$1')
    .replaceAll('(9)', '(ann)')
    .replaceAll('member 9', 'member ann');
}

beforeEach(async () => {
  bench.work();
  await register(ann, 'ann');
});

it('docs/moderation.md is answered as it says, line by line', { timeout: 120_000 }, async () => {
  let handle = 'HANDLE';
  for (const { typed, answer: expected } of linesOf('docs/moderation.md')) {
    const before = discord.everPosted.length;
    send(typed.replace('HANDLE', handle), max);
    const text = await answer(before);
    if (typed === '/moderate list') handle = text.slice(0, 6);
    expect(text.replaceAll(handle, 'HANDLE'), typed).toContain(expected);
  }
});

it('docs/privacy.md is answered as it says, line by line', { timeout: 120_000 }, async () => {
  let use = 'USE';
  for (const { typed, answer: expected } of linesOf('docs/privacy.md')) {
    const before = discord.everPosted.length;
    send(typed.replace('USE', use), ann);
    const text = await answer(before);
    if (typed.startsWith('/imagine')) {
      await drawnOne();
      await expect.poll(() => bench.bot.services.requests.pending('discord:9')).toEqual([]);
    }
    if (typed === '/identity uses') use = text.slice(0, 6);
    expect(text, typed).toContain(expected);
  }
});
