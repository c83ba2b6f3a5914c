/** @file Commands as one types them in the composer, and what is offered meanwhile. */
import { describe, expect, it } from 'vitest';
import { commands as all } from '../../commands/index.ts';
import { describeCommands } from '../../src/chat/describe.ts';
import {
  meantCommand,
  missingOptions,
  optionAt,
  readCommandLine,
  strayOption,
  valuesOf,
} from '../../src/chat/command-line.ts';
import { suggest } from '../../src/chat/web/client/suggestions.ts';

const commands = describeCommands(all);
const read = (text: string) => readCommandLine(text, commands);
const offered = (text: string, choices: readonly string[] = []) =>
  suggest({
    text,
    caret: text.length,
    line: read(text),
    commands,
    choices: choices.map((value) => ({ name: value, value })),
  });

describe('a command line', () => {
  it('is plain text without a slash', () => {
    expect(read('hello /imagine').kind).toBe('text');
  });
  it('gives free text to the option that must be given', () => {
    expect(valuesOf(read('/imagine S* as a chef'))).toEqual({ prompt: 'S* as a chef' });
    expect(valuesOf(read('/identity register robin'))).toEqual({ name: 'robin' });
  });
  it('reads named options wherever they stand', () => {
    expect(valuesOf(read('/imagine count:2 prompt:S* as a chef seed: 7'))).toEqual({
      count: '2',
      prompt: 'S* as a chef',
      seed: '7',
    });
  });
  it('leaves colons in a prompt alone when no option has that name', () => {
    expect(valuesOf(read('/imagine S* says: hello, time 12:30'))).toEqual({
      prompt: 'S* says: hello, time 12:30',
    });
  });
  it('knows subcommands by their full name, in any case', () => {
    expect(read('/Identity Forget-me')).toMatchObject({
      kind: 'command',
      command: { subcommand: 'forget-me' },
    });
    expect(read('/identity').kind).toBe('name');
    expect(read('/imagined').kind).toBe('name');
  });
  it('says what is missing, and counts an attached picture', () => {
    const names = (text: string, attached: boolean) =>
      missingOptions(read(text), attached).map(({ name }) => name);
    expect(names('/identity register', false)).toEqual(['photo', 'name']);
    expect(names('/identity register robin', true)).toEqual([]);
    expect(names('/imagine count:2', false)).toEqual(['prompt']);
  });
  it('knows which option the caret stands in', () => {
    const text = '/imagine S* as a chef style:oil';
    expect(optionAt(read(text), text, text.length)?.option.name).toBe('style');
    expect(optionAt(read(text), text, 14)?.option.name).toBe('prompt');
    expect(optionAt(read(text), text, 3)).toBeUndefined();
  });
});

describe('an option that a command does not have', () => {
  const stray = (text: string) => strayOption(read(text), text);
  it('is told with the one that was meant', () => {
    expect(stray('/imagine S* as a chef sed:3')).toEqual({ typed: 'sed', meant: 'seed' });
    expect(stray('/imagine S* as a chef Stlye:oil count:2')).toEqual({ typed: 'Stlye', meant: 'style' });
    expect(stray('/queue seed:3')).toEqual({ typed: 'seed', meant: undefined });
  });
  it.each([
    '/imagine S* as a chef seed:3 Count:2',
    '/imagine S* under a sign: sale at 12:30, see https://example.org',
    '/imagine S* with a sed: one with a pause',
    '/identity register name:ann',
    '/queue ',
    'sed:3',
  ])('is not seen in "%s"', (text) => {
    expect(stray(text)).toBeUndefined();
  });
});

describe('a line that is no command', () => {
  const meant = (text: string) => meantCommand(read(text), commands);
  it('is put to the bot as the command that it looks like', () => {
    expect(meant('/imagin a cat')).toEqual({ command: 'imagin' });
    expect(meant('/Identity regster name:ann')).toEqual({ command: 'identity', subcommand: 'regster' });
    expect(meant('/identity')).toEqual({ command: 'identity' });
  });
  it('is something to say when it looks like none', () => {
    for (const text of ['/usr/bin/node', '/ hello', '/2 of it', 'hello']) expect(meant(text)).toBeUndefined();
  });
  it('is run when it is one', () => {
    expect(meant('/imagine S*')).toBeUndefined();
  });
});

describe('suggestions', () => {
  it('list every command after a slash, and narrow down', () => {
    expect(offered('/')).toHaveLength(commands.length);
    expect(offered('/im')[0]).toMatchObject({ title: '/imagine', text: '/imagine ', eager: true });
    expect(offered('/reg').map(({ title }) => title)).toEqual(['/identity register']);
  });
  it('complete a choice, which Enter takes', () => {
    const [first] = offered('/imagine S* as a chef style:wat');
    expect(first).toMatchObject({
      text: expect.stringMatching(/^\/imagine S\* as a chef style:water\S* $/) as string,
      eager: true,
    });
  });
  it('offer completed text without getting in the way of Enter', () => {
    expect(offered('/imagine S*', ['S*robin'])[0]).toMatchObject({ text: '/imagine S*robin ', eager: false });
  });
  it('offer the options that are left behind a space', () => {
    const titles = offered('/imagine S* as a chef count:2 ').map(({ title }) => title);
    expect(titles).toContain('seed:');
    expect(titles).not.toContain('count:');
  });
  it('are none for what is no command', () => {
    expect(offered('hello')).toEqual([]);
    expect(offered('/nonsense')).toEqual([]);
  });
});
