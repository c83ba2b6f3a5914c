/** @file What somebody typed behind a slash command or a mention, in the grammar of the web chat: "S* as a chef count: 4". */
import { type CommandLine, readCommandLine, valuesOf } from '../command-line.ts';
import type { DescribedCommand } from '../describe.ts';
import type { RawValue } from '../option.ts';
import { unescapeText } from './render.ts';

export interface Typed {
  readonly name: string;
  readonly subcommand: string | undefined;
  /** Undefined when there is no such command. */
  readonly command: DescribedCommand | undefined;
  readonly values: Readonly<Record<string, string>>;
}

/** `line` begins with a slash, its text as Slack sends it. */
export function readTyped(line: string, commands: readonly DescribedCommand[]): Typed {
  const text = unescapeText(line.replaceAll(/<(?:@|!subteam\^)([A-Z0-9]+)(\|[^>]*)?>/g, '@$1')).trim();
  const read: CommandLine = readCommandLine(text, commands);
  if (read.kind === 'command') {
    const { command } = read;
    return { name: command.name, subcommand: command.subcommand, command, values: valuesOf(read) };
  }
  const [name = '', subcommand] = text.slice(1).split(/\s+/);
  return { name, subcommand: subcommand === '' ? undefined : subcommand, command: undefined, values: {} };
}

/** What follows a mention of the bot. */
export const lineOfMention = (text: string, commands: readonly DescribedCommand[]): string =>
  lineOf(text.replace(/^\s*<@[A-Z0-9]+(\|[^>]*)?>[\s:,]*/, ''), commands);

/** It names its command, or is a prompt, or asks what there is. A prompt may begin with any word but a command's. */
export function lineOf(text: string, commands: readonly DescribedCommand[]): string {
  const said = text.trim();
  if (said === '') return '/help';
  const name = /^\/?([a-z][a-z-]*)(?=\s|$)/.exec(said)?.[1];
  const names = commands.some((command) => command.name === name);
  const isPrompt = !said.startsWith('/') && /[Ss]\*|<@[A-Z0-9]+/.test(said);
  if (name !== undefined && (names || !isPrompt)) return `/${said.replace(/^\//, '')}`;
  return `/imagine ${said}`;
}

/** Members and user groups are named by "@" and their id. */
export const toRaw = (command: DescribedCommand, name: string, value: string): RawValue => {
  const type = command.options.find((option) => option.name === name)?.type;
  const id = /^@([A-Z0-9]+)$/.exec(value)?.[1];
  if (type === 'user' && id !== undefined) return { kind: 'member', id, displayName: id };
  if (type === 'role' && id?.startsWith('S') === true) return { kind: 'role', id, name: id };
  return name === 'prompt' ? withMentions(value) : value;
};

/** Members in a prompt as every platform writes them: `<@id>`. */
const withMentions = (prompt: string): string => prompt.replaceAll(/(?<![\w<])@([UW][A-Z0-9]+)\b/g, '<@$1>');
