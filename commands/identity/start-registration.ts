/** @file The moment of consent: the receipt is made, and the sealed photo goes to the encoder. */
import type { CommandContext } from '../../src/chat/context.ts';
import { languageOf } from '../../src/chat/language/language.ts';
import { privately, type WordedReply } from '../../src/chat/message.ts';
import type { ChatRequest } from '../../src/chat/request.ts';
import type { Services } from '../../src/chat/services.ts';
import { type ConsentReceipt, consentReceipt } from '../../src/identity/consent.ts';
import { memberOf } from '../../src/identity/identity.ts';
import type { Share } from '../../src/identity/share.ts';
import { communityOf, requireWelcome } from '../house-rules.ts';
import { registrationWording } from './wording.ts';

/** For a request whose photo waits in the selfie store. */
export async function startRegistration(context: CommandContext, request: ChatRequest): Promise<WordedReply> {
  const { ownerId } = request;
  const { services, author } = context;
  await requireWelcome(services, communityOf(context), author.id);
  const consent = consentReceipt(ownerId, services.now(), {
    termDays: services.limits.termDays,
    language: languageOf(request.locale),
  });
  await queueRegistration(services, request, { ownerId, name: author.displayName, consent });
  const status = { kind: 'waiting', position: 1, etaMs: undefined, workers: true } as const;
  const { text, progress } = registrationWording.progress(request, status);
  return privately(text, { progress }, request.id);
}

/** Whose face it is, and what that member agreed to. */
interface Registered {
  readonly ownerId: string;
  readonly name: string;
  readonly consent: ConsentReceipt;
  readonly share?: Share;
}

export async function queueRegistration(
  services: Services,
  request: ChatRequest,
  { ownerId, name: memberName, consent, share }: Registered,
): Promise<void> {
  const { wish, id, target } = request;
  if (wish.kind !== 'encode') throw new TypeError(`a registration from a request of kind ${wish.kind}`);
  const community = communityOf(target);
  if (community !== undefined) {
    const member = memberOf(ownerId);
    const entry = { identityId: id, ownerId, member, memberName, home: true, at: consent.at };
    await services.moderation.roster.note(community, entry);
  }
  await services.requests.open(request);
  const { selfieId, name } = wish;
  const shared = share === undefined ? {} : { share };
  await services.encode.add(id, { version: 1, selfieId, ownerId, name, consent, ...shared });
}
