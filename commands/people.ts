/** @file Whom the pseudo words of a prompt stand for: one's own identities, and those that their owners share. */
import type { PictureWish } from '../src/chat/request.ts';
import type { Services } from '../src/chat/services.ts';
import { UserError } from '../src/errors.ts';
import type { Identity, NamedIdentity } from '../src/identity/identity.ts';
import type { ParsedPrompt } from '../src/identity/prompt.ts';
import { type Access, accessOf, PRIVATE, type Wanting } from '../src/identity/share.ts';
import type { Named } from '../src/identity/share-store.ts';
import { say } from '../src/say.ts';

export interface Person {
  readonly word: string;
  readonly identity: NamedIdentity;
  readonly access: Exclude<Access, 'none'>;
  /** What somebody else, whose it is, is called. */
  readonly ownerName: string;
}

/** Pseudo words that stand for identities of other members, as a wish keeps them. */
export type Others = NonNullable<PictureWish['others']>;

/** Throws UserError for a name that stands for nobody whom the member may draw, and for an identity suspended there. */
export async function findPeople(
  services: Services,
  wanting: Wanting,
  { people }: ParsedPrompt,
  others: Others = [],
): Promise<readonly Person[]> {
  const own = await services.identities.list(wanting.ownerId);
  const found: Person[] = [];
  for (const { word, name } of people) {
    const bound = others.find((one) => one.word === word);
    found.push({ word, ...(await find(services, wanting, own, { name, bound: bound?.identityId })) });
  }
  await requireNotSuspended(services, wanting, found);
  return found;
}

type Found = Omit<Person, 'word'>;

interface Wanted {
  readonly name: string | undefined;
  /** Id of somebody else's identity that the word was bound to when it was first asked for. */
  readonly bound: string | undefined;
}

async function find(
  services: Services,
  wanting: Wanting,
  own: readonly Identity[],
  { name, bound }: Wanted,
): Promise<Found> {
  if (bound !== undefined) {
    const [found] = await allowed(services, wanting, [bound]);
    if (found === undefined) throw notShared();
    return found;
  }
  const mine = own.find((one) => (name === undefined ? one.isDefault : one.name === name));
  if (mine !== undefined) return { identity: mine, access: 'own', ownerName: '' };
  const shared = name === undefined ? [] : await sharedWith(services, wanting, { name, begins: false });
  const [theirs, another] = shared;
  if (another !== undefined) {
    throw new UserError(
      'identity-ambiguous',
      say`Several members share an identity called "${name ?? ''}" with you: write @ and the member's name instead.`,
    );
  }
  if (theirs !== undefined) return theirs;
  throw unknown(own, name);
}

/** Those of the identities whose rules let the member draw them or ask for them. */
async function allowed(
  { identities, shares }: Services,
  wanting: Wanting,
  ids: readonly string[],
): Promise<readonly Found[]> {
  if (ids.length === 0) return [];
  const [living, rules] = await Promise.all([identities.getAll(ids), shares.getAll(ids)]);
  return ids.flatMap((id) => {
    const identity = living.get(id);
    if (identity === undefined) return [];
    const share = rules.get(id) ?? PRIVATE;
    const access = accessOf(share, identity.ownerId, wanting);
    return access === 'none' ? [] : [{ identity, access, ownerName: share.ownerName }];
  });
}

/** Other members' identities that the member may draw or ask for, by name. */
export async function sharedWith(
  services: Services,
  wanting: Wanting,
  named: Named,
): Promise<readonly Found[]> {
  const found = await allowed(services, wanting, await services.shares.candidates(wanting, named));
  return found.filter(({ access }) => access !== 'own');
}

/** Of one other member: the default one, or the oldest, that may be drawn or asked for. Throws UserError for none. */
export async function sharedBy(services: Services, wanting: Wanting, ownerId: string): Promise<Found> {
  const theirs = await services.identities.list(ownerId);
  const ordered = [...theirs].sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  const [found] = await allowed(
    services,
    wanting,
    ordered.map(({ id }) => id),
  );
  if (found === undefined) throw notShared();
  return found;
}

/** The same words whether there is such an identity or not. */
const notShared = (): UserError =>
  new UserError(
    'not-shared',
    'That member has no identity that you may draw here: they can allow it with /identity share.',
  );

function unknown(own: readonly Identity[], name: string | undefined): UserError {
  if (own.length === 0) {
    return new UserError(
      'no-identity',
      name === undefined
        ? 'You have no identity yet: /identity register makes one from a photo.'
        : say`You have no identity yet, and nobody shares one called "${name}" with you: /identity register makes one from a photo.`,
    );
  }
  const names = own.map((one) => `S*${one.name}`).join(', ');
  return new UserError(
    'identity-unknown',
    say`You have no identity called "${name ?? ''}". You have ${names}.`,
  );
}

async function requireNotSuspended(
  { moderation, now }: Services,
  { community }: Wanting,
  people: readonly Person[],
): Promise<void> {
  if (community === undefined) return;
  for (const { identity, access } of people) {
    const suspension = await moderation.suspended.find(community, identity.id, now());
    if (suspension === undefined) continue;
    if (access !== 'own') throw notShared();
    const reason = suspension.reason === undefined ? '' : say` Their reason: ${suspension.reason}`;
    throw new UserError(
      'identity-suspended',
      say`The moderators of this community have suspended your identity "${identity.name}" here.${reason}`,
    );
  }
}
