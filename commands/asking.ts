/** @file Cards before members whose yes a request waits for: each is a request of theirs, so nobody else can press it. */
import type { WordedButton } from '../src/chat/message.ts';
import { messageIn } from '../src/chat/language/language.ts';
import { message } from '../src/chat/message.ts';
import type { ChatRequest, StoredRequest } from '../src/chat/request.ts';
import type { Services } from '../src/chat/services.ts';
import { UserError } from '../src/errors.ts';
import { idOf } from '../src/identity/id.ts';
import { memberOf } from '../src/identity/identity.ts';
import { giveQuotaBack } from './house-rules.ts';
import { say, type Text } from '../src/say.ts';

/** Waiting questions of one member to others, and of others to one member. */
const MAX_ASKED = 3;
const MAX_ASKING = 10;

/** One card: before whom, about which identities, in which words. */
export interface Question {
  readonly ownerId: string;
  readonly name: string;
  readonly identityIds: readonly string[];
  readonly text: Text;
  readonly yes: Text;
}

const cardIdOf = (requestId: string, ownerId: string): string => idOf(`card ${requestId} ${ownerId}`);

/** Throws UserError where the member may not ask these members anything at the moment. */
export async function requireMayAsk(
  { requests, refusals }: Services,
  asker: string,
  requestId: string,
  asked: readonly Pick<Question, 'ownerId' | 'name'>[],
): Promise<void> {
  const waiting = (await requests.list(asker)).filter(
    ({ state, request }) => state === 'draft' && request.asks !== undefined && request.id !== requestId,
  );
  if (waiting.length >= MAX_ASKED) {
    throw new UserError(
      'too-many-asked',
      say`${MAX_ASKED} of your questions to other members wait already: wait for an answer first.`,
    );
  }
  for (const { ownerId, name } of asked) {
    if (await refusals.lately(ownerId, asker)) {
      throw new UserError(
        'refused-lately',
        say`${name} has said no to you today: ask again tomorrow at the earliest.`,
      );
    }
    const cards = (await requests.list(ownerId)).filter(({ request }) => request.wish.kind === 'ask');
    if (cards.length >= MAX_ASKING) {
      throw new UserError('asked-too-much', say`${name} has too many questions waiting: try again later.`);
    }
  }
}

/**
 * Keeps the request as a draft and puts a card before everybody whom it asks. Throws UserError, and keeps nothing,
 * when somebody cannot be reached.
 */
export async function askOwners(
  services: Services,
  request: ChatRequest,
  questions: readonly Question[],
  termMs: number,
): Promise<void> {
  await services.requests.draft(request, termMs);
  for (const question of questions) {
    try {
      await putCard(services, request, question, termMs);
    } catch (cause) {
      await withdraw(services, request);
      throw new UserError(
        'cannot-ask',
        say`I cannot reach ${question.name}, so nobody was asked: they have to allow private messages from here.`,
        {
          cause,
        },
      );
    }
  }
}

async function putCard(
  { requests, signer, now, post, languages }: Services,
  { id: about, memberName, target }: ChatRequest,
  { ownerId, identityIds, text, yes }: Question,
  termMs: number,
): Promise<void> {
  const id = cardIdOf(about, ownerId);
  const { platform, community, channel } = target;
  const locale = await languages.of(ownerId);
  const place = { platform, community, channel, member: memberOf(ownerId) };
  await requests.draft(
    {
      version: 1,
      id,
      ownerId,
      target: place,
      locale,
      createdAt: now().toISOString(),
      wish: { kind: 'ask', about, askerName: memberName ?? '', identityIds: [...identityIds] },
    },
    termMs,
  );
  const buttons: readonly WordedButton[] = [
    { label: yes, style: 'primary', actionId: signer.sign('allow', id) },
    { label: say`No`, style: 'danger', actionId: signer.sign('deny', id) },
  ];
  const ref = await post(place, messageIn(message({ text, buttons, ephemeral: true }), locale), id);
  if (ref === undefined) throw new Error(`nothing is posted on ${platform} from here`);
  await requests.answered(id, ref);
}

/** Takes the cards of a request away; nobody can answer them any more. */
export async function takeCards(
  { requests, removePost }: Services,
  { id, asks = [] }: ChatRequest,
): Promise<void> {
  for (const ownerId of asks) {
    const card = await requests.get(cardIdOf(id, ownerId));
    if (card === undefined || !(await requests.claim(card.request.id))) continue;
    if (card.ref !== undefined) await removePost(card.ref).catch(() => undefined);
  }
}

/** Ends a request that waits for other members: its draft, its photo, its cards; false when it waits no more. */
export async function withdraw(services: Services, request: ChatRequest): Promise<boolean> {
  const { wish, ownerId, id } = request;
  const mine = await services.requests.claim(id);
  await takeCards(services, request);
  if (!mine) return false;
  if (wish.kind === 'imagine') await giveQuotaBack(services, request);
  if (wish.kind === 'encode') {
    await services.selfies.destroy(wish.selfieId, wish.subject?.ownerId ?? ownerId);
    services.eraser.soon(() => undefined);
  }
  return true;
}

/** The same, and says why where the asker's message stands. */
export async function turnDown(services: Services, stored: StoredRequest, sentence: Text): Promise<void> {
  const { request, ref } = stored;
  if (!(await withdraw(services, request)) || ref === undefined) return;
  const ephemeral = request.wish.kind === 'encode';
  const told = messageIn(message({ text: sentence, ephemeral }), request.locale);
  await services.editPost(ref, told).catch(() => false);
}
