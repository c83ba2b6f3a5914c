/** @file Forms as Slack's modals: those that an action asks for, and those made from a command's own options. */
import { z } from 'zod';
import { type DescribedCommand, type DescribedOption, fullName } from '../describe.ts';
import { say, type Text } from '../../say.ts';
import { commandIn, inLocale } from '../language/language.ts';
import type { Form } from '../message.ts';
import type { RawValue } from '../option.ts';
import type { FormInput, SlackFile } from './payload.ts';
import { plain } from './render.ts';

/** What a form must still know when it comes back; Slack keeps it with the form. */
const memorySchema = z.object({
  /** Where the answer goes; undefined: to the member. */
  place: z.string().max(100).optional(),
  /** An action's form. */
  actionId: z.string().max(100).optional(),
  message: z.object({ channel: z.string(), message: z.string() }).optional(),
  key: z.string().max(100).optional(),
  /** A command's form. */
  command: z.string().max(40).optional(),
  subcommand: z.string().max(40).optional(),
});
export type FormMemory = z.infer<typeof memorySchema>;

export const ACTION_FORM = 'action-form';
const COMMAND_FORM = 'command-form';

/** Undefined for what this bot did not write. */
export function parseMemory(text: string): FormMemory | undefined {
  try {
    return memorySchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const MAX_INPUT = 3000;

const view = (
  callback: string,
  title: string,
  submit: string,
  locale: string,
  memory: FormMemory,
  blocks: readonly object[],
) => ({
  type: 'modal',
  callback_id: callback,
  private_metadata: JSON.stringify(memory),
  title: plain(title, 24),
  submit: plain(submit, 24),
  close: plain(inLocale(say`Close`, locale), 24),
  blocks,
});

export const actionView = (
  { title, actionId, submitLabel, fields }: Form,
  memory: FormMemory,
  locale: string,
) =>
  view(
    ACTION_FORM,
    title,
    submitLabel,
    locale,
    { ...memory, actionId },
    fields.map(({ name, label, value, multiline, required, maxLength }) => ({
      type: 'input',
      block_id: name,
      optional: !required,
      label: plain(label, 2000),
      element: {
        type: 'plain_text_input',
        action_id: name,
        multiline,
        max_length: Math.min(maxLength, MAX_INPUT),
        ...(value === '' ? {} : { initial_value: value.slice(0, Math.min(maxLength, MAX_INPUT)) }),
      },
    })),
  );

/** The options as fields, those first that must be given; `given` is filled in, `note` stands above. */
export function commandView(
  command: DescribedCommand,
  given: Readonly<Record<string, string>>,
  memory: FormMemory,
  { locale, note }: { readonly locale: string; readonly note: Text | undefined },
) {
  const { name, subcommand, description, options } = commandIn(command, locale);
  const fields = [...options].sort((a, b) => Number(b.required) - Number(a.required));
  return view(
    COMMAND_FORM,
    fullName(command),
    inLocale(say`Go`, locale),
    locale,
    { ...memory, command: name, ...(subcommand === undefined ? {} : { subcommand }) },
    [
      { type: 'section', text: plain(note === undefined ? description : inLocale(note, locale), 3000) },
      ...fields.map((option) => ({
        type: 'input',
        block_id: option.name,
        optional: !option.required,
        label: plain(option.name, 2000),
        ...(option.type === 'boolean' ? {} : { hint: plain(option.description, 2000) }),
        element: elementOf(option, given[option.name] ?? ''),
      })),
    ],
  );
}

const SHORT = 60;

const initialOf = (value: string) => (value === '' ? {} : { initial_value: value });

/** `value` is what was typed for it already: what does not fit is left out, as Slack would refuse the whole form. */
function elementOf(option: DescribedOption, value: string): object {
  const { type, name, max, min, choices, description, completes } = option;
  const base = { action_id: name };
  switch (type) {
    case 'attachment':
      return { type: 'file_input', ...base, filetypes: ['png', 'jpg', 'jpeg', 'webp'], max_files: 1 };
    case 'boolean': {
      // The box says what ticking it means.
      const box = { text: plain(description, 75), value: 'yes' };
      const ticked = /^(yes|true|on)$/i.test(value);
      return { type: 'checkboxes', ...base, options: [box], ...(ticked ? { initial_options: [box] } : {}) };
    }
    case 'user': {
      const id = /^@([UW][A-Z0-9]+)$/.exec(value)?.[1];
      return { type: 'users_select', ...base, ...(id === undefined ? {} : { initial_user: id }) };
    }
    case 'role':
    case 'choice': {
      const typed = value.toLowerCase();
      const chosen = choices.find((one) =>
        [one.value, one.name].some((text) => text.toLowerCase() === typed),
      );
      return {
        type: 'static_select',
        ...base,
        options: choices.slice(0, 100).map(optionOf),
        ...(chosen === undefined ? {} : { initial_option: optionOf(chosen) }),
      };
    }
    case 'integer':
    case 'number': {
      const decimal = type === 'number';
      const given = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
      const fits = given >= (min ?? given) && given <= (max ?? given) && (decimal || Number.isInteger(given));
      const bounds = {
        ...(min === undefined ? {} : { min_value: String(min) }),
        ...(max === undefined ? {} : { max_value: String(max) }),
      };
      return {
        type: 'number_input',
        ...base,
        is_decimal_allowed: decimal,
        ...bounds,
        ...initialOf(fits ? value : ''),
      };
    }
    case 'string': {
      // A short text that completes is one of a list; a long one is written freely.
      if (completes && (max ?? SHORT) <= SHORT) {
        const chosen = value === '' ? {} : { initial_option: optionOf({ name: value, value }) };
        return { type: 'external_select', ...base, min_query_length: 0, ...chosen };
      }
      const length = Math.min(max ?? MAX_INPUT, MAX_INPUT);
      const multiline = length > 100;
      return {
        type: 'plain_text_input',
        ...base,
        multiline,
        max_length: length,
        ...initialOf(value.slice(0, length)),
      };
    }
  }
}

export const optionOf = ({ name, value }: { readonly name: string; readonly value: string }) => ({
  text: plain(name, 75),
  value: value.slice(0, 150),
});

type Values = Readonly<Record<string, Readonly<Record<string, FormInput>>>>;

/** What was filled in, as texts: for an action's form. */
export const fieldsOf = (values: Values): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.values(values).flatMap((block) =>
      Object.entries(block).map(([name, { value }]): [string, string] => [name, value ?? '']),
    ),
  );

/** What was filled in, as a command's options. */
export const optionsOf = (
  values: Values,
  attach: (file: SlackFile) => RawValue,
): Readonly<Record<string, RawValue>> =>
  Object.fromEntries(
    Object.values(values).flatMap((block) =>
      Object.entries(block).flatMap(([name, input]): [string, RawValue][] => {
        const value = rawOf(input, attach);
        return value === undefined || value === '' ? [] : [[name, value]];
      }),
    ),
  );

function rawOf(input: FormInput, attach: (file: SlackFile) => RawValue): RawValue | undefined {
  switch (input.type) {
    case 'file_input': {
      const file = input.files?.[0];
      return file && attach(file);
    }
    case 'checkboxes':
      // A box that is not ticked says nothing: it does not take back what was said before.
      return (input.selected_options ?? []).length > 0 ? true : undefined;
    case 'users_select': {
      const user = input.selected_user ?? undefined;
      return user && { kind: 'member', id: user, displayName: user };
    }
    case 'static_select':
    case 'external_select':
      return input.selected_option?.value;
    default:
      return input.value ?? undefined;
  }
}
