/** @file The identities that a community knows of, as its moderators see and name them: never the face, never S*. */
import type { CommandContext } from '../../src/chat/context.ts';
import { type Choice, string } from '../../src/chat/option.ts';
import { UserError } from '../../src/errors.ts';
import { inLocale } from '../../src/chat/language/language.ts';
import type { NamedIdentity } from '../../src/identity/identity.ts';
import type { RosterEntry } from '../../src/moderation/roster.ts';
import { type Phrase, say } from '../../src/say.ts';
import { keyOf } from './moderator.ts';

export interface Known {
  readonly entry: RosterEntry;
  readonly identity: NamedIdentity;
}

const HANDLE = 6;
const MAX_SEARCHED = 200;

/** Short for moderators to type: the first letters of its id. */
export const handleOf = ({ entry }: Known): string => entry.identityId.slice(0, HANDLE);

export const titleOf = ({ entry, identity }: Known): Phrase => say`S*${identity.name} of ${entry.memberName}`;

/** Newest first and living, in two calls of Redis as a rule; what has been deleted or has expired leaves the roster. */
export async function knownIdentities(
  context: CommandContext,
  max: number,
  fits: (entry: RosterEntry) => boolean = () => true,
): Promise<{ readonly known: readonly Known[]; readonly more: number }> {
  const { identities, moderation } = context.services;
  const entries = (await moderation.roster.list(keyOf(context))).filter(fits);
  const known: Known[] = [];
  const gone: RosterEntry[] = [];
  let seen = 0;
  while (known.length < max && seen < entries.length) {
    const next = entries.slice(seen, seen + max - known.length);
    seen += next.length;
    const living = await identities.getAll(next.map(({ identityId }) => identityId));
    for (const entry of next) {
      const identity = living.get(entry.identityId);
      if (identity?.ownerId === entry.ownerId) known.push({ entry, identity });
      else gone.push(entry);
    }
  }
  await moderation.roster.drop(keyOf(context), gone);
  return { known, more: entries.length - seen };
}

async function complete(context: CommandContext, typed: string): Promise<readonly Choice[]> {
  const { known } = await knownIdentities(context, MAX_SEARCHED);
  const wanted = typed.trim().toLowerCase();
  return known
    .map((one) => ({
      name: `${inLocale(titleOf(one), context.locale)} (${handleOf(one)})`.slice(0, 100),
      value: handleOf(one),
    }))
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .slice(0, 25);
}

/** Completed by names, given by the letters that /moderate list shows. */
export const knownIdentity = string('Which identity: its letters in /moderate list', {
  maxLength: 40,
  complete,
});

/** Throws UserError for one that the community does not know, whether it exists elsewhere or not. */
export async function requireKnown(context: CommandContext, given: string): Promise<Known> {
  const typed = given.trim().toLowerCase();
  const fits = ({ identityId }: RosterEntry): boolean => typed.length >= 4 && identityId.startsWith(typed);
  const { known } = await knownIdentities(context, 2, fits);
  const [found, another] = known;
  if (found === undefined) {
    throw new UserError(
      'identity-not-here',
      say`No identity "${given.slice(0, 40)}" is known in this community: /moderate list shows those that are.`,
    );
  }
  if (another !== undefined) {
    throw new UserError('identity-ambiguous', say`Several begin with "${typed}": write more of its letters.`);
  }
  return found;
}

/** Its member, for the audit log. */
export const ownerOf = ({ entry }: Known) => ({ id: entry.member, name: entry.memberName });
