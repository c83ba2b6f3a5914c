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

const optionSchema: z.ZodType = z.lazy(() =>
  z.object({
    type: z.number(),
    name: z.string(),
    description: z.string(),
    required: z.boolean().default(false),
    options: z.array(optionSchema).default([]),
    choices: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
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
  description: z.string().default(''),
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
