/** @file Forgetting a member: jobs, posts, selfies, identities, uses, then the traces on disk, then the receipt. */
import type { CommandContext } from '../../src/chat/context.ts';
import { privately, type WordedReply } from '../../src/chat/message.ts';
import type { StoredRequest } from '../../src/chat/request.ts';
import type { Services } from '../../src/chat/services.ts';
import { lines, say } from '../../src/say.ts';
import { newId } from '../../src/identity/id.ts';
import { turnDown, withdraw } from '../asking.ts';
import { closeCases, removePosts } from '../take-away.ts';
import { openUses, recallUse } from './own-uses.ts';
import { eraseForGood, ownerOf } from './own.ts';

/** The receipt, shown in the place of that key's message, names nobody: it is the member's, and nothing of it is kept. */
export async function forgetMember(context: CommandContext, key?: string): Promise<WordedReply> {
  const { services } = context;
  const ownerId = ownerOf(context);
  const photos = await stopPhotos(services, ownerId);
  for (const id of await services.requests.pending(ownerId)) {
    await services.imagine.cancel(id);
    await services.encode.cancel(id);
  }
  const before = await services.requests.list(ownerId);
  for (const stored of before) await answerOthers(services, stored);
  const requests = await services.requests.removeAll(ownerId);
  const left = await recallFaces(services, ownerId);
  let standing = left.standing;
  for (const stored of new Map([...before, ...requests].map((one) => [one.request.id, one])).values()) {
    standing += await forgetRequest(services, stored);
  }
  const identities = await services.identities.removeAll(ownerId);
  await Promise.all([
    services.moderation.forget(ownerId),
    services.shares.forget(ownerId),
    services.uses.forget(ownerId),
    services.languages.forget(ownerId),
  ]);
  const erased = await eraseForGood(services);
  const pictures = requests.filter(({ request }) => request.wish.kind === 'imagine').length;
  const others =
    left.recalled === 0 ? '' : say`, ${left.recalled} picture {0:post|posts} of others with your face`;
  return privately(
    lines(
      say`Receipt ${newId().slice(0, 12)}, ${services.now().toISOString()}`,
      say`Deleted: ${identities} {0:identity|identities}, ${photos} waiting {1:photo|photos}, ${pictures} {2:request with its pictures|requests with their pictures}${others}.`,
      ...(standing === 0
        ? []
        : [
            say`${standing} {0:message|messages} still {0:stands|stand}: the platform did not take them away. Delete them there.`,
          ]),
      erased,
    ),
    {},
    key,
  );
}

/** Photos of the member that wait or are being read, whoever sent them: an encoder that has one saves nothing. */
async function stopPhotos(services: Services, ownerId: string): Promise<number> {
  for (const id of await services.selfies.list(ownerId)) await services.encode.cancel(id);
  return services.selfies.destroyAll(ownerId);
}

/** What others have asked the member, and what the member has asked others, is answered by no. */
async function answerOthers(services: Services, stored: StoredRequest): Promise<void> {
  const { request } = stored;
  if (request.asks !== undefined && stored.state === 'draft') await withdraw(services, request);
  if (request.wish.kind !== 'ask') return;
  const asked = await services.requests.get(request.wish.about);
  if (asked !== undefined)
    await turnDown(services, asked, say`That did not get a yes: nothing is kept of it.`);
}

/** Pictures that other members have had drawn of the member's face. */
async function recallFaces(
  services: Services,
  ownerId: string,
): Promise<{ readonly recalled: number; readonly standing: number }> {
  const others = (await services.uses.list(ownerId)).filter(({ by }) => by !== ownerId);
  const uses = await openUses(services, others);
  let standing = 0;
  for (const use of uses) if (!(await recallUse(services, ownerId, use))) standing += 1;
  return { recalled: uses.length, standing };
}

/** How many of its messages still stand: that a platform is down does not keep the rest from being forgotten. */
async function forgetRequest(services: Services, { request, ref, copies }: StoredRequest): Promise<number> {
  await services.pictures.remove(request.id);
  await Promise.all([services.imagine.forget(request.id), services.encode.forget(request.id)]);
  await closeCases(services, request);
  const post = request.wish.kind === 'forget' ? undefined : ref;
  return (await removePosts(services, [post, ...copies])).length;
}
