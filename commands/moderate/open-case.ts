/** @file Putting something before a community's moderators: into their queue, and into their channel if they have one. */
import { type ChatRequest } from '../../src/chat/request.ts';
import type { Services } from '../../src/chat/services.ts';
import { messageIn } from '../../src/chat/language/language.ts';
import { UserError } from '../../src/errors.ts';
import type { CaseKind } from '../../src/moderation/cases.ts';
import { communityKeyOf } from '../../src/moderation/community.ts';
import { removePosts } from '../take-away.ts';
import { caseCard } from './case-card.ts';

/** Throws UserError when too many wait already. Told again, it changes nothing. */
export async function openCase(services: Services, request: ChatRequest, kind: CaseKind): Promise<void> {
  const { platform, community } = request.target;
  const key = communityKeyOf(platform, community);
  if (!(await services.moderation.cases.open(key, kind, request.id, services.now()))) throw tooManyCases();
  await announce(services, request, kind);
}

export const tooManyCases = (): UserError =>
  new UserError(
    'moderators-busy',
    'More waits for this community’s moderators than they can keep: please tell one of them yourself.',
  );

/** A card in the moderators' channel; a channel that is gone leaves the queue, which everything stands in. */
export async function announce(services: Services, request: ChatRequest, kind: CaseKind): Promise<void> {
  const { platform, community } = request.target;
  const { inbox, inboxLocale = 'en' } = await services.moderation.settings.get(
    communityKeyOf(platform, community),
  );
  if (inbox === undefined) return;
  const card = messageIn(await caseCard(services, request, kind), inboxLocale);
  const target = { platform, community, channel: inbox, member: '' };
  const ref = await services.post(target, card, `m-${request.id}`).catch(() => undefined);
  // Taken away while it was put there: the card goes as well.
  if (ref !== undefined && !(await services.requests.copied(request.id, ref)))
    await removePosts(services, [ref]);
}
