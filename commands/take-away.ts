/** @file Taking a request away with everything that came of it: its job, its pictures, its case, and every message that shows it. */
import type { MessageRef } from '../src/chat/platform.ts';
import type { ChatRequest, StoredRequest } from '../src/chat/request.ts';
import type { Services } from '../src/chat/services.ts';
import { CASE_KINDS } from '../src/moderation/cases.ts';
import { communityOf, giveQuotaBack } from './house-rules.ts';

/**
 * `post`: where it stands when the store does not know, or 'keep' for a message that says what became of it. Resolves
 * to the messages that their platform did not take away.
 */
export async function takeAway(
  services: Services,
  stored: StoredRequest,
  post?: MessageRef | 'keep',
): Promise<readonly MessageRef[]> {
  const { id } = stored.request;
  const outcome = stored.state === 'posted' ? 'finished' : await services.imagine.cancel(id);
  if (stored.state === 'draft' || outcome === 'removed') await giveQuotaBack(services, stored.request);
  // What was posted of it since it was read goes as well.
  const { ref, copies, request } = (await services.requests.remove(id)) ?? stored;
  await services.pictures.remove(id);
  await destroyPhoto(services, request);
  if (stored.state === 'held') await services.imagine.forget(id);
  await closeCases(services, request);
  return removePosts(services, [post === 'keep' ? undefined : (ref ?? post), ...copies]);
}

/** A photo that was for this request alone is kept no longer. */
export async function destroyPhoto(
  { selfies, eraser }: Services,
  { wish, ownerId }: ChatRequest,
): Promise<void> {
  if (wish.kind !== 'imagine' || wish.once === undefined) return;
  if (await selfies.destroy(wish.once.selfieId, ownerId)) eraser.soon(() => undefined);
}

/** Nothing of it waits for moderators any more. */
export async function closeCases({ moderation }: Services, { id, target }: ChatRequest): Promise<void> {
  const community = communityOf(target);
  if (community === undefined) return;
  await Promise.all(CASE_KINDS.map((kind) => moderation.cases.close(community, kind, id)));
}

/** Resolves to those that still stand. */
export async function removePosts(
  { removePost }: Services,
  refs: readonly (MessageRef | undefined)[],
): Promise<readonly MessageRef[]> {
  const left: MessageRef[] = [];
  for (const ref of refs) if (ref !== undefined) await removePost(ref).catch(() => left.push(ref));
  return left;
}
