/** @file Forgetting a member: jobs, posts, selfies, identities, then the traces on disk, then the receipt. */
import type { CommandContext } from '../../src/chat/context.ts';
import { privately, type Reply } from '../../src/chat/message.ts';
import type { StoredRequest } from '../../src/chat/request.ts';
import type { Services } from '../../src/chat/services.ts';
import { newId } from '../../src/identity/id.ts';
import { eraseForGood, ownerOf } from './own.ts';

/** The receipt, shown in the place of that key's message, names nobody: it is the member's, and nothing of it is kept. */
export async function forgetMember(context: CommandContext, key?: string): Promise<Reply> {
  const { services } = context;
  const ownerId = ownerOf(context);
  for (const id of await services.requests.pending(ownerId)) {
    await services.imagine.cancel(id);
    await services.encode.cancel(id);
  }
  const requests = await services.requests.removeAll(ownerId);
  for (const request of requests) await forgetRequest(services, request);
  const photos = await services.selfies.destroyAll(ownerId);
  const identities = await services.identities.removeAll(ownerId);
  const erased = await eraseForGood(services);
  const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
  const pictures = requests.filter(({ request }) => request.wish.kind === 'imagine').length;
  return privately(
    [
      `Receipt ${newId().slice(0, 12)}, ${services.now().toISOString()}`,
      `Deleted: ${count(identities, 'identity').replace('identitys', 'identities')}, ` +
        `${count(photos, 'waiting photo')}, ${count(pictures, 'request')} with their pictures.`,
      erased,
    ].join('\n'),
    {},
    key,
  );
}

/** A post that cannot be taken away (its platform is down) does not keep the rest from being forgotten. */
async function forgetRequest(services: Services, { request, ref }: StoredRequest): Promise<void> {
  await services.pictures.remove(request.id);
  await Promise.all([services.imagine.forget(request.id), services.encode.forget(request.id)]);
  if (ref !== undefined && request.wish.kind !== 'forget') {
    await services.removePost(ref).catch(() => undefined);
  }
}
