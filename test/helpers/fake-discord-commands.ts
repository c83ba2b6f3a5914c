/** @file What Discord takes as an application's commands, by its reference on application commands: names, lengths, orders, numbers. */
import { z } from 'zod';

const LOCALES = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);
const localized = (text: z.ZodType<string>) =>
  z.record(
    z.string().refine((locale) => LOCALES.has(locale)),
    text,
  );
const slashName = z
  .string()
  .regex(/^[-_'\p{L}\p{N}]{1,32}$/u)
  .refine((name) => name === name.toLowerCase());
const menuName = z.string().min(1).max(32);
const description = z.string().min(1).max(100);
const choice = z.strictObject({
  name: z.string().min(1).max(100),
  name_localizations: localized(z.string().min(1).max(100)).optional(),
  value: z.string().max(100),
});

const [STRING, INTEGER, NUMBER] = [3, 4, 10];
const valueOption = z
  .strictObject({
    type: z.literal([3, 4, 5, 6, 8, 10, 11]),
    name: slashName,
    description,
    description_localizations: localized(description).optional(),
    required: z.boolean().default(false),
    choices: z.array(choice).max(25).optional(),
    autocomplete: z.boolean().optional(),
    min_value: z.number().optional(),
    max_value: z.number().optional(),
    max_length: z.number().int().min(1).max(6000).optional(),
  })
  .refine(({ choices, autocomplete }) => choices === undefined || autocomplete !== true)
  .refine(({ type, choices, autocomplete }) =>
    choices === undefined && autocomplete === undefined ? true : [STRING, INTEGER, NUMBER].includes(type),
  );
const valueOptions = z
  .array(valueOption)
  .max(25)
  .refine((options) => new Set(options.map(({ name }) => name)).size === options.length)
  .refine((options) => options.every(({ required }, i) => !required || options[i - 1]?.required !== false));
const subcommand = z.strictObject({
  type: z.literal(1),
  name: slashName,
  description,
  description_localizations: localized(description).optional(),
  options: valueOptions,
});
const place = {
  contexts: z.array(z.literal([0, 1, 2])).min(1),
  integration_types: z.array(z.literal([0, 1])).min(1),
  default_member_permissions: z.string().regex(/^\d+$/).optional(),
};
const slash = z.strictObject({
  type: z.literal(1),
  name: slashName,
  description,
  description_localizations: localized(description).optional(),
  options: z.union([z.array(subcommand).min(1).max(25), valueOptions]),
  ...place,
});
const menu = z.strictObject({
  type: z.literal([2, 3]),
  name: menuName,
  name_localizations: localized(menuName).optional(),
  ...place,
});

/** Of one command in one language: every name, description and value in it. */
const MAX_CHARACTERS = 8000;
const MAX_MENUS = 15;

function charactersOf(part: unknown): number {
  if (typeof part !== 'object' || part === null) return 0;
  if (Array.isArray(part)) return part.reduce<number>((sum, one) => sum + charactersOf(one), 0);
  const fields = part as Record<string, unknown>;
  const longest = (name: string): number => {
    const own = typeof fields[name] === 'string' ? fields[name].length : 0;
    const others = Object.values((fields[`${name}_localizations`] ?? {}) as Record<string, string>);
    return Math.max(own, ...others.map((text) => text.length));
  };
  const value = typeof fields['value'] === 'string' ? fields['value'].length : 0;
  const own = longest('name') + longest('description') + value;
  return own + charactersOf(fields['options']) + charactersOf(fields['choices']);
}

/** Of all that an application registers. */
export const commandsSchema = z
  .array(z.union([slash, menu]))
  .refine((all) => all.filter(({ type }) => type === 1).length <= 100)
  .refine((all) => [2, 3].every((menus) => all.filter(({ type }) => type === menus).length <= MAX_MENUS))
  .refine((all) => new Set(all.map(({ type, name }) => `${type} ${name}`)).size === all.length)
  .refine((all) => all.every((one) => charactersOf(one) <= MAX_CHARACTERS));
