/** @file What the composer offers while somebody types: commands, options, values. */
import { type CommandLine, mainOption, optionAt } from '../../command-line.ts';
import { type DescribedCommand, fullName } from '../../describe.ts';
import type { Choice } from '../../option.ts';
import { t } from './language.ts';

export interface Suggestion {
  readonly key: string;
  readonly title: string;
  /** Options of a command, in the form that one types. */
  readonly params: string;
  readonly description: string;
  /** The text after taking it, with the caret at its end. */
  readonly text: string;
  /** Whether Enter takes it although the line could be sent as it is. */
  readonly eager: boolean;
}

const MAX_SUGGESTIONS = 25;

export interface SuggestionInput {
  readonly text: string;
  readonly caret: number;
  readonly line: CommandLine;
  readonly commands: readonly DescribedCommand[];
  /** What the server completed for the option under the caret. */
  readonly choices: readonly Choice[];
}

export function suggest(input: SuggestionInput): readonly Suggestion[] {
  const { line } = input;
  if (line.kind === 'text') return [];
  if (line.kind === 'name') return suggestCommands(line.typed, input.commands);
  // Before a space, "/imagine" may still become "/imagine-more".
  if (input.text.length === line.headLength && input.text.at(-1) !== ' ') {
    return suggestCommands(input.text.slice(1), input.commands);
  }
  return suggestValues(input) ?? suggestOptions(input);
}

function suggestCommands(typed: string, commands: readonly DescribedCommand[]): readonly Suggestion[] {
  const wanted = typed.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const rank = (command: DescribedCommand): number => {
    const name = fullName(command);
    if (name.startsWith(wanted)) return 0;
    if (name.split(' ').some((part) => part.startsWith(wanted))) return 1;
    return name.includes(wanted) ? 2 : 3;
  };
  return commands
    .map((command) => ({ command, rank: rank(command) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ command }) => ({
      key: fullName(command),
      title: `/${fullName(command)}`,
      params: command.options.map(({ name, required }) => (required ? name : `${name}?`)).join('  '),
      description: command.description,
      text: command.options.length === 0 ? `/${fullName(command)}` : `/${fullName(command)} `,
      eager: `/${fullName(command)}` !== `/${typed}`,
    }));
}

function suggestValues({ text, caret, line, choices }: SuggestionInput): readonly Suggestion[] | undefined {
  const given = optionAt(line, text, caret);
  if (given === undefined || line.kind !== 'command') return undefined;
  const { option, valueStart, end, value } = given;
  const fixed = option.type === 'boolean' ? BOOLEANS : option.choices;
  const typed = value.toLowerCase();
  const matching = fixed.filter((one) => `${one.name} ${one.value}`.toLowerCase().includes(typed));
  const offered = option.completes ? choices : matching;
  if (offered.length === 0) return option.type === 'string' && !option.completes ? undefined : [];
  const rest = text.slice(end);
  return offered.slice(0, MAX_SUGGESTIONS).map((one) => ({
    key: one.value,
    title: one.name,
    params: '',
    description: '',
    text: `${text.slice(0, valueStart)}${one.value}${rest.startsWith(' ') ? rest : ` ${rest}`}`,
    // Free text is sent as it is; a name or a choice that is only begun is completed.
    eager: option.type === 'string' ? value === '' : one.value.toLowerCase() !== typed,
  }));
}

const BOOLEANS: readonly Choice[] = [
  { name: t`Yes`, value: 'yes' },
  { name: t`No`, value: 'no' },
];

/** Options that are not there yet: behind a space, or while a word is typed that begins like one. */
function suggestOptions({ text, caret, line }: SuggestionInput): readonly Suggestion[] {
  if (line.kind !== 'command' || caret !== text.length) return [];
  const word = /\s(\S*)$/.exec(text)?.[1] ?? '';
  const used = new Set(line.given.map(({ option }) => option.name));
  const main = mainOption(line.command);
  const mainMissing = main !== undefined && !used.has(main.name);
  return line.command.options
    .filter(({ name, type }) => {
      if (type === 'attachment' || (used.has(name) && name !== word)) return false;
      if (name === main?.name) return false;
      return word === '' ? !mainMissing || !main.required : name.startsWith(word.toLowerCase());
    })
    .map(({ name, description, required }) => ({
      key: name,
      title: `${name}:`,
      params: required ? '' : t`optional`,
      description,
      text: `${text.slice(0, text.length - word.length)}${name}:`,
      eager: false,
    }));
}
