/** @file A picture that everybody in it has agreed to: it goes to the moderators if they see requests first, or is queued. */
import { messageIn } from '../src/chat/language/language.ts';
import type { StoredRequest } from '../src/chat/request.ts';
import type { Services } from '../src/chat/services.ts';
import { UserError } from '../src/errors.ts';
import { say, type Text } from '../src/say.ts';
import { parsePrompt } from '../src/identity/prompt.ts';
import { APPROVAL_TERM_MS, startPicture } from './ask-for-picture.ts';
import { turnDown } from './asking.ts';
import { communityOf, requireWelcome } from './house-rules.ts';
import { openCase } from './moderate/open-case.ts';
import { waitingForModerator } from './moderate/waiting.ts';
import { findPeople } from './people.ts';

/** Resolves to what the last who agreed is told. */
export async function drawAgreed(services: Services, stored: StoredRequest): Promise<Text> {
  const { request, ref } = stored;
  const { wish, ownerId, target, id } = request;
  if (wish.kind !== 'imagine') throw new TypeError(`a picture from a request of kind ${wish.kind}`);
  try {
    if (request.review !== undefined) {
      await services.requests.draft(request, APPROVAL_TERM_MS);
      await openCase(services, request, 'request');
      const waiting = waitingForModerator(services.signer, request);
      if (ref !== undefined)
        await services.editPost(ref, messageIn(waiting, request.locale)).catch(() => false);
      return say`You agreed. A moderator must see it before it is drawn.`;
    }
    const community = communityOf(target);
    await requireWelcome(services, community, target.member);
    const people = await findPeople(services, { ownerId, community }, parsePrompt(wish.prompt), wish.others);
    await services.requests.open(request);
    const reply = await startPicture(services, request, people);
    if (ref !== undefined && reply.kind === 'message') {
      await services.editPost(ref, messageIn(reply.message, request.locale)).catch(() => false);
    }
    services.resume(id);
    return say`You agreed, this once. /identity uses lists it, and /identity recall takes the picture back.`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await turnDown(services, stored, say`It cannot be drawn any more. ${error.text}`);
    return say`You agreed, but it cannot be drawn any more.`;
  }
}
