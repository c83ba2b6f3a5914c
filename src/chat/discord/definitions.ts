/** @file Our commands as Discord's application commands. */
import type { Rank } from '../../moderation/community.ts';
import type { Command, LeafCommand } from '../command.ts';
import { inLocale } from '../language/language.ts';
import type { OptionDescription, OptionType } from '../option.ts';
import { shortcuts } from '../shortcut.ts';
import { PERMISSION_OF } from './permissions.ts';

/** Of application command options. */
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
const SUBCOMMAND = 1;
const MAX_DESCRIPTION = 100;
/** Discord's own bound on what a member may type into an option. */
const MAX_TEXT = 6000;

/** By Discord's names of languages. */
type Localizations = Readonly<Record<string, string>>;

interface DefinedChoice {
  readonly name: string;
  readonly name_localizations?: Localizations;
  readonly value: string;
}

export interface DefinedOption {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly description_localizations?: Localizations;
  readonly required?: boolean;
  readonly options?: readonly DefinedOption[];
  readonly choices?: readonly DefinedChoice[];
  readonly autocomplete?: boolean;
  readonly min_value?: number;
  readonly max_value?: number;
  readonly max_length?: number;
}

export interface DefinedCommand {
  /** 1 a slash command, 2 in a member's menu, 3 in a message's. */
  readonly type: 1 | 2 | 3;
  readonly name: string;
  readonly name_localizations?: Localizations;
  readonly description?: string;
  readonly description_localizations?: Localizations;
  readonly options?: readonly DefinedOption[];
  /** Bits of the permissions without which Discord does not offer it; a community may change that. */
  readonly default_member_permissions?: string;
  /** Communities, and private messages with the bot. */
  readonly contexts: readonly number[];
  readonly integration_types: readonly number[];
}

const EVERYWHERE = { contexts: [0, 1], integration_types: [0] } as const;

/** Slash commands, and a menu entry for each shortcut. */
export const defineForDiscord = (commands: readonly Command[]): readonly DefinedCommand[] => [
  ...commands.map((command): DefinedCommand => ({
    type: 1,
    name: command.name,
    ...described(command.description),
    options: command.kind === 'group' ? command.subcommands.map(subcommandOf) : optionsOf(command),
    ...(command.kind === 'group' && command.rank !== undefined ? privileged(command.rank) : EVERYWHERE),
  })),
  ...shortcuts.map(({ name, from }): DefinedCommand => ({
    type: from === 'message' ? 3 : 2,
    ...called(name),
    ...EVERYWHERE,
  })),
];

/** In communities only, and for those who have the permissions. */
const privileged = (rank: Rank) => ({
  contexts: [0],
  integration_types: [0],
  default_member_permissions: String(PERMISSION_OF[rank]),
});

const subcommandOf = (leaf: LeafCommand): DefinedOption => ({
  type: SUBCOMMAND,
  name: leaf.name,
  ...described(leaf.description),
  options: optionsOf(leaf),
});

/** Discord wants those first that must be given. */
const optionsOf = ({ options }: LeafCommand): readonly DefinedOption[] =>
  Object.entries(options)
    .map(([name, option]) => optionOf(name, option))
    .sort((a, b) => Number(b.required) - Number(a.required));

function optionOf(name: string, option: OptionDescription): DefinedOption {
  const { type, description, required, min, max, choices, complete } = option;
  const numeric = type === 'integer' || type === 'number';
  return {
    type: TYPES[type],
    name,
    ...described(description),
    required,
    ...(type !== 'role' && choices.length > 0 && choices.length <= 25 ? { choices: choices.map(named) } : {}),
    ...(complete === undefined && choices.length <= 25 ? {} : { autocomplete: true }),
    ...(numeric && min !== undefined ? { min_value: min } : {}),
    ...(numeric && max !== undefined ? { max_value: max } : {}),
    ...(type === 'string' && max !== undefined ? { max_length: Math.min(max, MAX_TEXT) } : {}),
  };
}

const named = ({ name, value }: { readonly name: string; readonly value: string }): DefinedChoice => ({
  ...called(name),
  value,
});

/** Discord's names of the languages that we have besides English. */
const LOCALES = ['de', 'es-ES', 'es-419'];
const MAX_NAME = 32;

/** Without languages in which it reads the same; undefined when there is none. */
function translations(text: string, max: number): Localizations | undefined {
  const read = LOCALES.map((locale) => [locale, inLocale(text, locale).slice(0, max)] as const);
  const others = read.filter(([, translated]) => translated !== text.slice(0, max));
  return others.length === 0 ? undefined : Object.fromEntries(others);
}

function described(text: string) {
  const localizations = translations(text, MAX_DESCRIPTION);
  return {
    description: text.slice(0, MAX_DESCRIPTION),
    ...(localizations === undefined ? {} : { description_localizations: localizations }),
  };
}

/** Slash commands themselves have one name in every language: documentation and answers tell what to type. */
function called(name: string) {
  const localizations = translations(name, MAX_NAME);
  return { name, ...(localizations === undefined ? {} : { name_localizations: localizations }) };
}
