/** @file Uses of one's faces: finding them by their letters, and saying them. */
import { clip } from '../../src/chat/clip.ts';
import type { CommandContext } from '../../src/chat/context.ts';
import { inLocale } from '../../src/chat/language/language.ts';
import type { Choice } from '../../src/chat/option.ts';
import type { StoredRequest } from '../../src/chat/request.ts';
import type { Services } from '../../src/chat/services.ts';
import type { FaceUse } from '../../src/chat/use-store.ts';
import { UserError } from '../../src/errors.ts';
import { removePosts, takeAway } from '../take-away.ts';
import { ownerOf } from './own.ts';
import { type Phrase, say, type Text } from '../../src/say.ts';

const HANDLE_LENGTH = 6;
const MAX_WORDS = 100;
/** Of one request: its post, a moderators' card, and what moderators had shown to themselves. */
const MAX_LEFT = 20;

const handleOf = ({ requestId }: FaceUse): string => requestId.slice(0, HANDLE_LENGTH);

/** "abc123: 2026-11-23 17:00, Bob, here, S*ann: “S*ann as a chef”". */
export async function useInWords(context: CommandContext, use: FaceUse): Promise<Phrase> {
  const stored = await context.services.requests.get(use.requestId);
  const who = use.by === ownerOf(context) ? say`you` : (use.byName ?? say`a member who was forgotten`);
  const when = use.at.slice(0, 16).replace('T', ' ');
  return say`${handleOf(use)}: ${when}, ${who}, ${placeOf(context, use)}, S*${use.identityName}: ${stateOf(use, stored)}`;
}

/** Where the owner reads the list is "here"; another place is named by the platform's ids, which link nowhere for strangers. */
const placeOf = ({ community, channel }: CommandContext, use: FaceUse): Phrase => {
  if (use.community === '') return say`in private messages`;
  if (use.community !== community) return say`in community ${use.community}`;
  return use.channel === channel ? say`here` : say`in channel ${use.channel}`;
};

function stateOf(use: FaceUse, stored: StoredRequest | undefined): Text {
  if (use.left !== undefined) return say`recalled, but its message still stands: recall it again`;
  if (use.recalledAt !== undefined) return say`recalled`;
  if (stored === undefined) return say`deleted`;
  const { wish } = stored.request;
  const words = wish.kind === 'imagine' ? `“${clip(wish.prompt, MAX_WORDS)}”` : '';
  return stored.state === 'posted' ? words : say`${words}, on its way`;
}

/** All uses of the request with these letters, by whichever of one's identities. Throws UserError for none or several. */
export async function requireUses(context: CommandContext, given: string): Promise<readonly FaceUse[]> {
  const letters = given.trim().toLowerCase();
  const uses = await context.services.uses.list(ownerOf(context));
  const found = letters.length < 4 ? [] : uses.filter(({ requestId }) => requestId.startsWith(letters));
  const [first] = found;
  if (first === undefined) {
    throw new UserError(
      'use-unknown',
      say`No use of your face begins with "${given.slice(0, 40)}": /identity uses lists them.`,
    );
  }
  if (found.some(({ requestId }) => requestId !== first.requestId)) {
    throw new UserError('use-ambiguous', say`Several begin with "${letters}": write more of its letters.`);
  }
  return found;
}

export async function completeUse(context: CommandContext, typed: string): Promise<readonly Choice[]> {
  const uses = await context.services.uses.list(ownerOf(context));
  const wanted = typed.trim().toLowerCase();
  const open = uses.filter((use) => use.recalledAt === undefined && handleOf(use).startsWith(wanted));
  const choices = open.slice(0, 24).map((use) => ({
    name: `${handleOf(use)}: ${use.at.slice(0, 10)}, ${use.byName ?? '-'}`.slice(0, 100),
    value: handleOf(use),
  }));
  return 'all'.startsWith(wanted)
    ? [{ name: inLocale(say`All of them`, context.locale), value: 'all' }, ...choices]
    : choices;
}

/** Those of which something is left to take away. */
export async function openUses(
  { requests }: Services,
  uses: readonly FaceUse[],
): Promise<readonly FaceUse[]> {
  const open: FaceUse[] = [];
  for (const use of uses) {
    if (use.left !== undefined || (await requests.get(use.requestId)) !== undefined) open.push(use);
  }
  return open;
}

/** Stops it, forgets its pictures, takes its post away. False while the post still stands. */
export async function recallUse(services: Services, ownerId: string, use: FaceUse): Promise<boolean> {
  const stored = await services.requests.get(use.requestId);
  const left = [
    ...(await removePosts(services, use.left ?? [])),
    ...(stored === undefined ? [] : await takeAway(services, stored)),
  ].slice(0, MAX_LEFT);
  const recalledAt = use.recalledAt ?? services.now().toISOString();
  await services.uses.update(ownerId, { ...use, recalledAt, left: left.length === 0 ? undefined : left });
  return left.length === 0;
}
