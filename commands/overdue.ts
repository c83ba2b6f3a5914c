/** @file What nobody has decided in time ends where it is seen: no button is left that does nothing. */
import { messageIn } from '../src/chat/language/language.ts';
import { message } from '../src/chat/message.ts';
import { isAgreed, type StoredRequest } from '../src/chat/request.ts';
import type { Services } from '../src/chat/services.ts';
import { type Phrase, say } from '../src/say.ts';
import { takeCards } from './asking.ts';
import { giveQuotaBack } from './house-rules.ts';
import { takeAway } from './take-away.ts';

/** On the platforms that this bot serves; what it cannot end is tried again. Resolves to how many it ended. */
export async function endOverdue(
  services: Services,
  platforms: readonly string[],
  onError: (error: unknown) => void,
): Promise<number> {
  let ended = 0;
  for (const platform of platforms) {
    for (const id of await services.requests.overdue(platform, services.now())) {
      try {
        const stored = await services.requests.expire(id, services.now());
        if (stored === undefined) continue;
        await end(services, stored);
        ended += 1;
      } catch (error) {
        onError(error);
      }
    }
  }
  return ended;
}

async function end(services: Services, stored: StoredRequest): Promise<void> {
  const { request, ref } = stored;
  const { wish } = request;
  const ephemeral = wish.kind !== 'imagine';
  if (ref !== undefined) {
    const words = message({ text: wordsFor(stored), ephemeral });
    await services.editPost(ref, messageIn(words, request.locale));
  }
  if (wish.kind === 'encode') {
    await services.selfies.destroy(wish.selfieId, wish.subject?.ownerId ?? request.ownerId);
  }
  if (wish.kind === 'imagine') await giveQuotaBack(services, request);
  await takeCards(services, request);
  await takeAway(services, stored, 'keep');
}

function wordsFor(stored: StoredRequest): Phrase {
  switch (stored.request.wish.kind) {
    case 'imagine':
      if (stored.state === 'held') return say`No moderator has decided in time: the picture is deleted.`;
      return isAgreed(stored)
        ? say`No moderator has decided in time: nothing is drawn.`
        : say`Not everybody who is in it has agreed in time: nothing is drawn.`;
    case 'encode':
      return say`There was no yes in time: nothing is registered, and the photo is deleted.`;
    case 'ask':
      return say`You have not answered in time: nothing happens without your yes.`;
    case 'renew':
      return say`The term is over: the identity is deleted.`;
    case 'forget':
      return say`You have not answered in time: nothing was deleted.`;
  }
}
