/** @file The yes of the owner of a face, on the card that another member's request put there. */
import { type ActionContext, defineAction } from '../../src/chat/action.ts';
import { languageOf } from '../../src/chat/language/language.ts';
import { privately, type WordedReply } from '../../src/chat/message.ts';
import { isAgreed, type StoredRequest } from '../../src/chat/request.ts';
import { UserError } from '../../src/errors.ts';
import { say, type Text } from '../../src/say.ts';
import { drawAgreed } from '../draw-agreed.ts';
import { takeCards, turnDown } from '../asking.ts';
import { registerAgreed, requireRoomFor } from '../identity/register-other.ts';

export const allow = defineAction({
  verb: 'allow',
  async run(context): Promise<WordedReply> {
    const { services, stored: card } = context;
    const { wish, id, ownerId } = card.request;
    if (wish.kind !== 'ask')
      throw new UserError('button-unknown', 'This button is not one of mine: ask again by a command.');
    const asked = await services.requests.get(wish.about);
    if (asked?.state !== 'draft' || asked.request.asks?.includes(ownerId) !== true) throw tooLate();
    const photo = asked.request.wish.kind === 'encode';
    if (photo) await requireRoomFor(services, card.request, asked.request);
    if (!(await services.requests.claim(id))) throw tooLate();
    return privately(photo ? await register(context, asked) : await draw(context, asked), {}, id);
  },
});

const tooLate = (): UserError =>
  new UserError('too-late', 'That is not asked any more: it was answered, taken back, or waited too long.');

async function register(
  { services, author, stored: card }: ActionContext,
  asked: StoredRequest,
): Promise<Text> {
  const name = await registerAgreed(services, asked, author.displayName, languageOf(card.request.locale));
  return name === undefined
    ? say`The photo is not there any more: nothing is registered.`
    : say`You agreed. Once it is read, "${name}" is one of your identities: /identity list shows it, and /identity share, uses and delete are yours.`;
}

async function draw({ services, stored: card }: ActionContext, asked: StoredRequest): Promise<Text> {
  const { wish, ownerId } = card.request;
  const identityIds = wish.kind === 'ask' ? wish.identityIds : [];
  for (const identityId of identityIds) {
    const identity = await services.identities.get(identityId);
    const own = identity?.ownerId === ownerId;
    if (!own || !(await services.shares.grant(identityId, asked.request.id))) {
      await turnDown(services, asked, say`An identity in it has been deleted or has expired meanwhile.`);
      return say`The identity is not there any more: nothing is drawn.`;
    }
  }
  const agreed = await services.requests.agree(asked.request.id, ownerId);
  if (agreed === undefined) throw tooLate();
  if (!isAgreed(agreed)) return say`You agreed. It is drawn once the others who are in it agree too.`;
  await takeCards(services, asked.request);
  return drawAgreed(services, agreed);
}
