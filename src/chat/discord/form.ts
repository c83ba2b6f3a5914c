/** @file Forms as Discord's modals: those that an action asks for, and those made from a command's own options. */
import { clip } from '../clip.ts';
import { type DescribedCommand, type DescribedOption, fullName } from '../describe.ts';
import type { Form } from '../message.ts';
import type { RawOptions, RawValue } from '../option.ts';
import type { FormInput } from './payload.ts';

const LABEL = 18;
const TEXT_DISPLAY = 10;
const TEXT_INPUT = 4;
const SELECT = 3;
const USER_SELECT = 5;
const ROLE_SELECT = 6;
const FILE_UPLOAD = 19;
const CHECKBOX = 23;
const MAX_FIELDS = 5;
const MAX_INPUT = 4000;

export interface Modal {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly unknown[];
}

export const modalOf = ({ title, actionId, fields }: Form): Modal => ({
  custom_id: actionId,
  title: clip(title, 45),
  components: fields.slice(0, MAX_FIELDS).map(({ name, label, value, multiline, required, maxLength }) => ({
    type: LABEL,
    label: clip(label, 45),
    component: {
      type: TEXT_INPUT,
      custom_id: name,
      style: multiline ? 2 : 1,
      required,
      max_length: Math.min(maxLength, MAX_INPUT),
      ...(value === '' ? {} : { value: value.slice(0, Math.min(maxLength, MAX_INPUT)) }),
    },
  })),
});

/** Tells such a form from an action's. */
const PREFIX = 'form:';

/** The options as fields, those first that must be given; `given` is filled in, `note` stands above. */
export function commandModal(
  command: DescribedCommand,
  given: Readonly<Record<string, string>> = {},
  note?: string,
): Modal {
  const fields = [...command.options]
    .sort((a, b) => Number(b.required) - Number(a.required))
    .slice(0, MAX_FIELDS - (note === undefined ? 0 : 1));
  return {
    custom_id: `${PREFIX}${fullName(command)}`,
    title: clip(command.description, 45),
    components: [
      ...(note === undefined ? [] : [{ type: TEXT_DISPLAY, content: clip(note, MAX_INPUT) }]),
      ...fields.map((option) => ({
        type: LABEL,
        label: clip(option.name, 45),
        description: clip(option.description, 100),
        component: inputOf(option, given[option.name]),
      })),
    ],
  };
}

export interface FormCommand {
  readonly name: string;
  readonly subcommand: string | undefined;
}

/** Whose options a submitted form holds; undefined for an action's form. */
export function formCommandOf(customId: string): FormCommand | undefined {
  if (!customId.startsWith(PREFIX)) return undefined;
  const [name = '', subcommand] = customId.slice(PREFIX.length).split(' ');
  return { name, subcommand };
}

function inputOf({ type, name, required, max, choices }: DescribedOption, value: string | undefined): object {
  const base = { custom_id: name, required };
  switch (type) {
    case 'attachment':
      return { type: FILE_UPLOAD, ...base, min_values: required ? 1 : 0, max_values: 1 };
    case 'boolean':
      return { type: CHECKBOX, custom_id: name };
    case 'user':
      return { type: USER_SELECT, ...base, max_values: 1 };
    case 'role':
      return { type: ROLE_SELECT, ...base, max_values: 1 };
    case 'choice':
      return {
        type: SELECT,
        ...base,
        min_values: required ? 1 : 0,
        options: choices.slice(0, 25).map(({ name: label, value: one }) => ({ label, value: one })),
      };
    case 'string':
    case 'integer':
    case 'number': {
      const long = type === 'string' && (max ?? 0) > 100;
      return {
        type: TEXT_INPUT,
        ...base,
        style: long ? 2 : 1,
        ...(type === 'string' && max !== undefined ? { max_length: Math.min(max, MAX_INPUT) } : {}),
        ...(value === undefined || value === '' ? {} : { value }),
      };
    }
  }
}

/** What was filled in, as texts: for an action's form. */
export const fieldsOf = (inputs: readonly FormInput[]): Readonly<Record<string, string>> =>
  Object.fromEntries(inputs.map(({ custom_id: id, value }) => [id, typeof value === 'string' ? value : '']));

/** What was filled in, as a command's options. */
export const optionsOf = (
  inputs: readonly FormInput[],
  { options }: DescribedCommand,
  resolve: (type: DescribedOption['type'], value: string) => RawValue,
): RawOptions =>
  Object.fromEntries(
    inputs.flatMap(({ custom_id: id, value, values }): [string, RawValue][] => {
      const given = value ?? values?.[0];
      // A box that is not ticked says nothing: it does not take back what was said before.
      if (given === undefined || given === '' || given === false) return [];
      const type = options.find(({ name }) => name === id)?.type ?? 'string';
      return [[id, typeof given === 'string' ? resolve(type, given) : given]];
    }),
  );
