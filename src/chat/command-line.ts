/** @file What somebody types, in the web chat's composer or behind a mention on Slack, read as a command. */
import { type DescribedCommand, type DescribedOption, fullName } from './describe.ts';
import { nearest } from './nearest.ts';

export interface GivenOption {
  readonly option: DescribedOption;
  readonly value: string;
  /** Of the whole piece (name, colon, value) in the text. */
  readonly start: number;
  /** Where the value begins, and where it ends. */
  readonly valueStart: number;
  readonly end: number;
}

export type CommandLine =
  /** Something to say. */
  | { readonly kind: 'text' }
  /** A slash and the beginning of a name. */
  | { readonly kind: 'name'; readonly typed: string }
  | {
      readonly kind: 'command';
      readonly command: DescribedCommand;
      /** Length of "/identity register". */
      readonly headLength: number;
      readonly given: readonly GivenOption[];
    };

/** The option that takes what stands right behind the command: the first text that must be given, else the first text. */
export function mainOption(command: DescribedCommand): DescribedOption | undefined {
  const texts = command.options.filter(({ type }) => type !== 'attachment');
  return (
    texts.find(({ required, type }) => required && type === 'string') ??
    texts.find(({ required }) => required) ??
    texts[0]
  );
}

/** Reads a text as a command line; a name that no command has stays a `name`. */
export function readCommandLine(text: string, commands: readonly DescribedCommand[]): CommandLine {
  if (!text.startsWith('/')) return { kind: 'text' };
  const typed = text.slice(1);
  const command = [...commands]
    .sort((a, b) => fullName(b).length - fullName(a).length)
    .find((one) => {
      const name = fullName(one);
      return typed.toLowerCase().startsWith(name) && /^\s|^$/.test(typed.slice(name.length));
    });
  if (command === undefined) return { kind: 'name', typed };
  const headLength = 1 + fullName(command).length;
  return { kind: 'command', command, headLength, given: readOptions(text, headLength, command) };
}

/** What a line that is no command was meant to call, for the bot to say what it has instead; undefined for "/usr/bin". */
export function meantCommand(
  line: CommandLine,
  commands: readonly DescribedCommand[],
): { readonly command: string; readonly subcommand?: string } | undefined {
  if (line.kind !== 'name') return undefined;
  const [, command, subcommand] = MEANT.exec(line.typed.toLowerCase()) ?? [];
  if (command === undefined) return undefined;
  const isGroup = commands.some((one) => one.name === command && one.subcommand !== undefined);
  return isGroup && subcommand !== undefined ? { command, subcommand } : { command };
}

const MEANT = /^([a-z][a-z0-9-]{0,31})(?=\s|$)(?:\s+([a-z][a-z0-9-]{0,31})(?=\s|$))?/;

function readOptions(text: string, from: number, command: DescribedCommand): readonly GivenOption[] {
  const byName = new Map(command.options.map((option) => [option.name, option]));
  const marks = [...text.matchAll(/(?<=\s)([a-z][a-z0-9-]*):/gi)]
    .map((match) => ({
      at: match.index,
      length: match[0].length,
      option: byName.get((match[1] ?? '').toLowerCase()),
    }))
    .filter((mark) => mark.at >= from && mark.option !== undefined);
  const main = mainOption(command);
  const pieces = [{ at: from, length: 0, option: main }, ...marks];
  return pieces.flatMap(({ at, length, option }, i) => {
    const stop = pieces[i + 1]?.at ?? text.length;
    const raw = text.slice(at + length, stop);
    const value = raw.trim();
    if (option === undefined || (length === 0 && value === '')) return [];
    const valueStart = at + length + (raw.length - raw.trimStart().length);
    const start = length === 0 ? valueStart : at;
    return [{ option, value, start, valueStart, end: valueStart + value.length }];
  });
}

/** The option that the caret stands in: its value is being typed. */
export function optionAt(line: CommandLine, text: string, caret: number): GivenOption | undefined {
  if (line.kind !== 'command') return undefined;
  const main = mainOption(line.command);
  if (line.given.length === 0 && main !== undefined && caret > line.headLength) {
    return { option: main, value: '', start: caret, valueStart: caret, end: caret };
  }
  return line.given.find(({ start, valueStart, end, value }) => {
    if (caret < start) return false;
    // Right behind "style: " one still types the style.
    const reach = value === '' ? valueStart : end;
    return caret <= reach || (text.slice(reach, caret).trim() === '' && caret === reach);
  });
}

/** Options that are required and neither written nor attached. */
export function missingOptions(line: CommandLine, hasAttachment: boolean): readonly DescribedOption[] {
  if (line.kind !== 'command') return [];
  const names = new Set(line.given.filter(({ value }) => value !== '').map(({ option }) => option.name));
  return line.command.options.filter(
    ({ name, type, required }) => required && !names.has(name) && !(type === 'attachment' && hasAttachment),
  );
}

/**
 * What stands like an option that the command does not have, and the one that was probably meant. Where words may stand,
 * only what is nearly an option's name counts: "a sign: 12:30" is for the prompt.
 */
export function strayOption(
  line: CommandLine,
  text: string,
): { readonly typed: string; readonly meant: string | undefined } | undefined {
  if (line.kind !== 'command') return undefined;
  const { command, headLength } = line;
  const rest = text.slice(headLength);
  const names = command.options.map(({ name }) => name);
  if (names.length === 0) {
    const [typed] = /[^\s:]+/.exec(rest) ?? [];
    return typed === undefined ? undefined : { typed, meant: undefined };
  }
  for (const [, typed = ''] of rest.matchAll(/(?<=\s)([a-z][a-z0-9-]*):(?![\s/]|$)/gi)) {
    const meant = nearest(typed, names);
    if (meant !== undefined && meant !== typed.toLowerCase()) return { typed, meant };
  }
  return undefined;
}

/** Values by option name; of an option that stands twice the later one counts. */
export const valuesOf = (line: CommandLine): Readonly<Record<string, string>> =>
  line.kind === 'command'
    ? Object.fromEntries(
        line.given.filter(({ value }) => value !== '').map(({ option, value }) => [option.name, value]),
      )
    : {};
