/** @file What moderators decide: approve or refuse what waits for them, take a reported picture away or keep it. */
import { type ActionContext, defineAction } from '../../src/chat/action.ts';
import { messageIn } from '../../src/chat/language/language.ts';
import { message, privately, type WordedReply } from '../../src/chat/message.ts';
import { isAgreed, type PictureWish } from '../../src/chat/request.ts';
import { UserError } from '../../src/errors.ts';
import { type Phrase, say } from '../../src/say.ts';
import { newId } from '../../src/identity/id.ts';
import { parsePrompt, withoutPlain } from '../../src/identity/prompt.ts';
import type { CaseKind } from '../../src/moderation/cases.ts';
import { startPicture } from '../ask-for-picture.ts';
import { giveQuotaBack, requireWelcome } from '../house-rules.ts';
import { CARD, headline, memberOf } from './case-card.ts';
import { heldPictures } from './held-pictures.ts';
import { keyOf, note } from './moderator.ts';
import { removePosts, takeAway } from '../take-away.ts';
import { findPeople, type Person } from '../people.ts';

/** What of a request waits for a yes. Throws UserError when somebody else has decided. */
function awaited({ stored }: ActionContext): CaseKind {
  const { state, request } = stored;
  if (state === 'draft' && !isAgreed(stored)) {
    throw new UserError('not-agreed', 'It waits for the yes of the members who are in it, not for yours.');
  }
  if (state === 'draft' && request.wish.kind === 'imagine') return 'request';
  if (state === 'held') return 'picture';
  throw alreadyDecided();
}

const alreadyDecided = (): UserError => new UserError('decided', 'That has been decided already.');

/** Closes the case, writes it down, and takes the cards and pictures away that only moderators were shown. */
async function decided(context: ActionContext, kind: CaseKind, what: Phrase): Promise<void> {
  const { services, stored, argument, message: card } = context;
  const { request } = stored;
  await services.moderation.cases.close(keyOf(context), kind, request.id);
  await note(context, what, { id: request.target.member, name: request.memberName ?? '' });
  const pressed = argument === CARD ? card : undefined;
  await removePosts(services, [pressed, ...(await services.requests.takeCopies(request.id))]);
}

export const approve = defineAction({
  verb: 'approve',
  by: 'moderators',
  async run(context): Promise<WordedReply> {
    const { services, stored } = context;
    const { request } = stored;
    const kind = awaited(context);
    if (request.wish.kind !== 'imagine') throw new TypeError(`approval of a ${request.wish.kind}`);
    const people = await peopleStill(context, request.wish);
    const { requests } = services;
    const first = await (kind === 'picture' ? requests.release(request) : requests.open(request));
    if (!first) throw alreadyDecided();
    if (kind === 'request') await startPicture(services, request, people);
    services.resume(request.id);
    const who = memberOf(request);
    await decided(context, kind, kind === 'request' ? say`approved a request` : say`approved a picture`);
    return privately(
      kind === 'request' ? say`Approved: the request of ${who}.` : say`Approved: the picture of ${who}.`,
    );
  },
});

/** Throws UserError when the member or the identity may not be drawn any more. */
async function peopleStill(
  context: ActionContext,
  { prompt, others, once }: PictureWish,
): Promise<readonly Person[]> {
  const { services, stored } = context;
  const { ownerId, target } = stored.request;
  try {
    await requireWelcome(services, keyOf(context), target.member);
    const wanting = { ownerId, community: keyOf(context) };
    const parsed = parsePrompt(prompt);
    return await findPeople(services, wanting, once === undefined ? parsed : withoutPlain(parsed), others);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      'cannot-approve',
      'It cannot be drawn any more: its member is blocked, or an identity in it is deleted, suspended or not shared any more. Refuse it.',
      { cause: error },
    );
  }
}

export const refuse = defineAction({
  verb: 'refuse',
  by: 'moderators',
  async run(context) {
    const { services, stored } = context;
    const { request, ref } = stored;
    const kind = awaited(context);
    const told =
      ref !== undefined &&
      (await services
        .editPost(
          ref,
          messageIn(message({ text: say`A moderator has decided against this picture.` }), request.locale),
        )
        .catch(() => false));
    await takeAway(services, stored, told ? 'keep' : undefined);
    await giveQuotaBack(services, request);
    const who = memberOf(request);
    await decided(context, kind, kind === 'request' ? say`refused a request` : say`refused a picture`);
    return privately(
      kind === 'request' ? say`Refused: the request of ${who}.` : say`Refused: the picture of ${who}.`,
    );
  },
});

export const reveal = defineAction({
  verb: 'reveal',
  by: 'moderators',
  async run(context) {
    const { services, stored } = context;
    const kind = awaited(context);
    const pictures = await heldPictures(services, stored.request);
    if (pictures.length === 0)
      throw new UserError(
        'picture-expired',
        'The picture has expired: refuse it, and its member can ask anew.',
      );
    // Under a key of its own it may carry pictures where a plain private answer may not.
    const { request } = stored;
    return { ...privately(headline(request, kind), { pictures }, newId()), copyOf: request.id };
  },
});

export const takedown = defineAction({
  verb: 'takedown',
  by: 'moderators',
  async run(context) {
    const { services, stored } = context;
    const left = await takeAway(services, stored);
    await decided(context, 'report', say`took a reported picture away`);
    const { request } = stored;
    return privately(
      left.length === 0
        ? say`The picture of ${memberOf(request)} is taken away.`
        : say`The picture of ${memberOf(request)} is forgotten here, but its message could not be taken away: look at the channel’s permissions.`,
    );
  },
});

export const keep = defineAction({
  verb: 'keep',
  by: 'moderators',
  async run(context) {
    await decided(context, 'report', say`kept a reported picture`);
    return privately(say`The picture stays.`);
  },
});
