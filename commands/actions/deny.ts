/** @file The no of the owner of a face: what was asked for dies at once, a photo with it. */
import { defineAction } from '../../src/chat/action.ts';
import { privately } from '../../src/chat/message.ts';
import { UserError } from '../../src/errors.ts';
import { turnDown } from '../asking.ts';
import { say } from '../../src/say.ts';

export const deny = defineAction({
  verb: 'deny',
  async run({ services, stored: card, author }) {
    const { wish, id, ownerId } = card.request;
    if (wish.kind !== 'ask' || !(await services.requests.claim(id))) {
      throw new UserError('too-late', 'That is not asked any more.');
    }
    const asked = await services.requests.get(wish.about);
    if (asked === undefined) return privately(say`Nothing of it is left.`, {}, id);
    await services.refusals.note(ownerId, asked.request.ownerId);
    const photo = asked.request.wish.kind === 'encode';
    const rest = photo ? say`The photo is deleted, and nothing is registered.` : say`Nothing is drawn.`;
    await turnDown(services, asked, say`${author.displayName} did not agree. ${rest}`);
    return privately(say`You said no. ${rest} ${wish.askerName} cannot ask you again today.`, {}, id);
  },
});
