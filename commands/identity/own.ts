/** @file What the identity commands share: whose identities, the option that names one, and erasing for good. */
import type { CommandContext } from '../../src/chat/context.ts';
import { type Choice, type Option, string } from '../../src/chat/option.ts';
import { inLocale } from '../../src/chat/language/language.ts';
import type { Services } from '../../src/chat/services.ts';
import { UserError } from '../../src/errors.ts';
import { type Identity, ownerIdOf } from '../../src/identity/identity.ts';
import { parseIdentityName } from '../../src/identity/prompt.ts';
import { type Phrase, say } from '../../src/say.ts';

export const ownerOf = ({ platform, author }: CommandContext): string => ownerIdOf(platform, author.id);

/** Completed by one's own names. */
export const ownName = (description: string): Option<string> =>
  string(description, { maxLength: 40, complete: completeOwnName });

/** A name for something new; nothing to complete. */
export const newName = (description: string): Option<string> => string(description, { maxLength: 40 });

async function completeOwnName(context: CommandContext, typed: string): Promise<readonly Choice[]> {
  const identities = await context.services.identities.list(ownerOf(context));
  const wanted = typed.trim().toLowerCase();
  return identities
    .filter(({ name }) => name.includes(wanted))
    .map(({ name, isDefault }) => ({
      name: isDefault ? inLocale(say`${name} (default)`, context.locale) : name,
      value: name,
    }));
}

/** "S*ann (your default, also plain S*)". */
export const titleOf = (name: string, isDefault: boolean): Phrase =>
  isDefault ? say`S*${name} (your default, also plain S*)` : say`S*${name}`;

/** Throws UserError that lists the names there are. */
export async function requireOwn(context: CommandContext, given: string): Promise<Identity> {
  const name = parseIdentityName(given);
  const identities = await context.services.identities.list(ownerOf(context));
  const found = identities.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = identities.map((one) => one.name).join(', ');
  throw new UserError(
    'identity-unknown',
    names === ''
      ? 'You have no identity yet: /identity register makes one from a photo.'
      : say`You have no identity called "${name}". You have ${names}.`,
  );
}

/** Ends with Redis' files rewritten; says so, or that it is still to come. */
export async function eraseForGood({ eraser, encode, imagine }: Services): Promise<Phrase> {
  try {
    // They tell names and, of what failed, what was asked for.
    await Promise.all([encode.forgetEvents(), imagine.forgetEvents()]);
    await eraser.now();
    return say`Nothing of it is left, not even on disk.`;
  } catch {
    eraser.soon(() => undefined);
    return say`Its key is destroyed; the last sealed traces on disk go when Redis next rewrites its files.`;
  }
}
