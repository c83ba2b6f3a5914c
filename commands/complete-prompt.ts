/** @file Completion inside a prompt: one's identities after `S*`, and a first idea for an empty one. */
import type { CommandContext } from '../src/chat/context.ts';
import type { Choice } from '../src/chat/option.ts';
import { ownerIdOf } from '../src/identity/identity.ts';
import { communityOf } from './house-rules.ts';
import { sharedWith } from './people.ts';

const IDEAS = ['as a chef', 'as an astronaut', 'with sunglasses at the beach', 'as a king', 'in a library'];

/** Whole prompts, as platforms that complete an option want them. */
export async function completePrompt(context: CommandContext, typed: string): Promise<readonly Choice[]> {
  const { services, platform, author } = context;
  const whole = (value: string): Choice => ({ name: value.slice(0, 100), value });
  if (typed.trim() === '') return IDEAS.map((idea) => whole(`S* ${idea}`));
  const [, before = '', started] = /^(.*(?<![A-Za-z0-9]))[Ss]\*([A-Za-z0-9_]*)$/s.exec(typed) ?? [];
  if (started === undefined) return [];
  const beginning = started.toLowerCase();
  const wanting = { ownerId: ownerIdOf(platform, author.id), community: communityOf(context) };
  const [own, shared] = await Promise.all([
    services.identities.list(wanting.ownerId),
    sharedWith(services, wanting, { name: beginning, begins: true }),
  ]);
  const names = new Set([...own, ...shared.map(({ identity }) => identity)].map(({ name }) => name));
  return [...names].filter((name) => name.startsWith(beginning)).map((name) => whole(`${before}S*${name}`));
}
