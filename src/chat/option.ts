/** @file Options of a command: how they are described to a platform, and how what a member gave becomes a value. */
import { UserError } from '../errors.ts';
import type { CommandContext } from './context.ts';
import { constant, type Phrase, say } from '../say.ts';

/** A file that a member attached; its bytes are fetched only when a command asks for them. */
export interface Attachment {
  readonly kind: 'attachment';
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes, as the platform announces them. */
  readonly size: number;
  /** Throws UserError when there are more than `limit` bytes, whatever was announced. */
  readonly read: (limit: number) => Promise<Uint8Array>;
}

/** A member whom somebody named in an option. */
export interface MentionedMember {
  readonly kind: 'member';
  readonly id: string;
  readonly displayName: string;
}

/** A role whose members somebody named in an option. */
export interface MentionedRole {
  readonly kind: 'role';
  readonly id: string;
  readonly name: string;
}

export type RawValue = string | number | boolean | Attachment | MentionedMember | MentionedRole;
/** Values by option name, as an adapter received them; numbers may come as text. */
export type RawOptions = Readonly<Record<string, RawValue>>;

export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** Choices for what the member has typed so far; the router gives at most 25 to the platform. */
export type Complete = (context: CommandContext, typed: string) => Promise<readonly Choice[]>;

export type OptionType =
  'string' | 'integer' | 'number' | 'boolean' | 'attachment' | 'user' | 'role' | 'choice';

/** What platforms and help pages need to know of an option. */
export interface OptionDescription {
  readonly type: OptionType;
  readonly description: string;
  readonly required: boolean;
  /** For numbers the value, for strings the length. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly choices: readonly Choice[];
  readonly complete: Complete | undefined;
}

export interface Option<T> extends OptionDescription {
  /** Throws UserError. */
  readonly parse: (raw: RawValue | undefined, name: string) => T;
}
export type Options = Readonly<Record<string, Option<unknown>>>;
export type Parsed<O extends Options> = { readonly [K in keyof O]: ReturnType<O[K]['parse']> };

/** Throws UserError for an option that the command does not have, and for the first one that does not parse. */
export function parseOptions<O extends Options>(options: O, raw: RawOptions): Parsed<O> {
  const known = Object.keys(options);
  for (const name of Object.keys(raw)) {
    if (Object.hasOwn(options, name)) continue;
    const hint = known.length === 0 ? say`It takes none.` : say`It takes ${known.join(', ')}.`;
    throw new UserError('unknown-option', say`This command has no option "${name.slice(0, 40)}". ${hint}`);
  }
  const entries = Object.entries(options).map(([name, option]) => {
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
    return [name, option.parse(value, name)] as const;
  });
  return Object.fromEntries(entries) as Parsed<O>;
}

const blank = { min: undefined, max: undefined, choices: [], complete: undefined };

/** Turns a parser of given values into an option that must be given. */
function required<T>(
  description: Omit<OptionDescription, 'required'>,
  parse: (raw: RawValue, name: string) => T,
): Option<T> {
  return {
    ...description,
    required: true,
    parse(raw, name) {
      if (raw === undefined || raw === '') {
        throw new UserError(
          'option-missing',
          say`"${name}" is missing. ${constant(description.description)}.`,
        );
      }
      return parse(raw, name);
    },
  };
}

/** The same option, undefined when it is left out. */
export const optional = <T>(option: Option<T>): Option<T | undefined> => ({
  ...option,
  required: false,
  parse: (raw, name) => (raw === undefined || raw === '' ? undefined : option.parse(raw, name)),
});

/** The same option with a value for when it is left out. */
export const withDefault = <T>(option: Option<T>, fallback: T): Option<T> => ({
  ...option,
  required: false,
  parse: (raw, name) => (raw === undefined || raw === '' ? fallback : option.parse(raw, name)),
});

export interface TextLimits {
  readonly maxLength: number;
  readonly complete?: Complete;
}

export const string = (description: string, { maxLength, complete }: TextLimits): Option<string> =>
  required({ ...blank, type: 'string', description, max: maxLength, complete }, (raw, name) => {
    if (typeof raw !== 'string') throw wrong(name, say`text`);
    const text = raw.trim();
    if (text === '')
      throw new UserError('option-missing', say`"${name}" is empty. ${constant(description)}.`);
    if (text.length > maxLength) {
      throw new UserError(
        'option-too-long',
        say`"${name}" has ${text.length} characters; at most ${maxLength} fit.`,
      );
    }
    return text;
  });

export interface Range {
  readonly min: number;
  readonly max: number;
}

export const integer = (description: string, { min, max }: Range): Option<number> =>
  required({ ...blank, type: 'integer', description, min, max }, (raw, name) => {
    const value = toNumber(raw);
    if (!Number.isSafeInteger(value) || value < min || value > max) {
      throw new UserError('option-out-of-range', say`"${name}" is a whole number from ${min} to ${max}.`);
    }
    return value;
  });

export const number = (description: string, { min, max }: Range): Option<number> =>
  required({ ...blank, type: 'number', description, min, max }, (raw, name) => {
    const value = toNumber(raw);
    if (!(value >= min && value <= max)) {
      throw new UserError('option-out-of-range', say`"${name}" is a number from ${min} to ${max}.`);
    }
    return value;
  });

export const boolean = (description: string): Option<boolean> =>
  required({ ...blank, type: 'boolean', description }, (raw, name) => {
    if (typeof raw === 'boolean') return raw;
    const value = typeof raw === 'string' ? truths.get(raw.trim().toLowerCase()) : undefined;
    if (value === undefined) throw wrong(name, say`yes or no`);
    return value;
  });
const truths = new Map(
  Object.entries({ true: true, yes: true, on: true, false: false, no: false, off: false }),
);

export const attachment = (description: string): Option<Attachment> =>
  required({ ...blank, type: 'attachment', description }, (raw, name) => {
    if (typeof raw !== 'object' || raw.kind !== 'attachment') throw wrong(name, say`a file`);
    return raw;
  });

export const user = (description: string): Option<MentionedMember> =>
  required({ ...blank, type: 'user', description }, (raw, name) => {
    if (typeof raw !== 'object' || raw.kind !== 'member') throw wrong(name, say`a member`);
    return raw;
  });

/** A role of the platform's, or one of these, which every platform has. */
export const role = (description: string, choices: readonly Choice[]): Option<MentionedRole> =>
  required({ ...blank, type: 'role', description, choices }, (raw, name) => {
    if (typeof raw === 'object' && raw.kind === 'role') return raw;
    const typed = typeof raw === 'string' ? raw.trim().toLowerCase() : undefined;
    const found = choices.find((one) => one.value === typed || one.name.toLowerCase() === typed);
    if (found === undefined)
      throw wrong(name, say`a role, or one of: ${choices.map((one) => one.value).join(', ')}`);
    return { kind: 'role', id: found.value, name: found.name };
  });

/** One of a fixed list, by its value (or its name, as people type it). */
export const choice = (description: string, choices: readonly Choice[]): Option<string> =>
  required({ ...blank, type: 'choice', description, choices }, (raw, name) => {
    const typed = typeof raw === 'string' ? raw.trim().toLowerCase() : undefined;
    const found = choices.find(
      (one) => one.value.toLowerCase() === typed || one.name.toLowerCase() === typed,
    );
    if (found === undefined) throw wrong(name, say`one of: ${choices.map((one) => one.name).join(', ')}`);
    return found.value;
  });

function toNumber(raw: RawValue): number {
  if (typeof raw === 'number') return raw;
  return typeof raw === 'string' && /^[+-]?\d+(\.\d+)?$/.test(raw.trim()) ? Number(raw) : Number.NaN;
}

const wrong = (name: string, expected: Phrase): UserError =>
  new UserError('option-invalid', say`"${name}" must be ${expected}.`);
