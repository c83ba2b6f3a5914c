/** @file Registering the commands at Discord: only when they have changed, as Discord bounds how often one may. */
import { z } from 'zod';
import type { DiscordApi } from './api.ts';
import type { DefinedCommand } from './definitions.ts';

/** Replaces what is registered when it differs; resolves to whether it did. */
export async function registerCommands(
  api: DiscordApi,
  application: string,
  commands: readonly DefinedCommand[],
): Promise<boolean> {
  const wanted = canonical(commands);
  if (canonical(await api.commands(application)) === wanted) return false;
  await api.setCommands(application, commands);
  return true;
}

/** In one order, whatever Discord's is. */
const localizations = z
  .record(z.string(), z.string())
  .nullish()
  .transform((given) => Object.entries(given ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));

const optionSchema: z.ZodType = z.lazy(() =>
  z.object({
    type: z.number(),
    name: z.string(),
    description: z.string(),
    description_localizations: localizations,
    required: z.boolean().default(false),
    options: z.array(optionSchema).default([]),
    choices: z
      .array(z.object({ name: z.string(), name_localizations: localizations, value: z.string() }))
      .default([]),
    autocomplete: z.boolean().default(false),
    min_value: z.number().optional(),
    max_value: z.number().optional(),
    max_length: z.number().optional(),
  }),
);
/** What matters of a registered command; ids and versions are Discord's own. */
const commandSchema = z.object({
  type: z.number().default(1),
  name: z.string(),
  name_localizations: localizations,
  description: z.string().default(''),
  description_localizations: localizations,
  options: z.array(optionSchema).default([]),
  default_member_permissions: z
    .string()
    .nullish()
    .transform((bits) => bits ?? ''),
  contexts: z
    .array(z.number())
    .nullish()
    .transform((list) => list?.toSorted() ?? []),
  integration_types: z
    .array(z.number())
    .nullish()
    .transform((list) => list?.toSorted() ?? []),
});

function canonical(commands: readonly unknown[]): string {
  const parsed = z.array(commandSchema).safeParse(commands);
  if (!parsed.success) return ''; // registered by something else: to be replaced
  const key = ({ type, name }: { readonly type: number; readonly name: string }): string => `${type} ${name}`;
  return JSON.stringify(parsed.data.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)));
}
