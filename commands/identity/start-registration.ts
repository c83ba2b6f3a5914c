/** @file The moment of consent: the receipt is made, and the sealed photo goes to the encoder. */
import type { CommandContext } from '../../src/chat/context.ts';
import { privately, type Reply } from '../../src/chat/message.ts';
import type { ChatRequest } from '../../src/chat/request.ts';
import { consentReceipt } from '../../src/identity/consent.ts';
import { registrationWording } from './wording.ts';

/** For a request whose photo waits in the selfie store. */
export async function startRegistration({ services }: CommandContext, request: ChatRequest): Promise<Reply> {
  const { wish, ownerId, id } = request;
  if (wish.kind !== 'encode') throw new TypeError(`a registration from a request of kind ${wish.kind}`);
  const consent = consentReceipt(ownerId, services.now(), services.limits.termDays);
  await services.requests.open(request);
  await services.encode.add(id, { version: 1, selfieId: wish.selfieId, ownerId, name: wish.name, consent });
  const status = { kind: 'waiting', position: 1, etaMs: undefined, workers: true } as const;
  const { text, progress } = registrationWording.progress(request, status);
  return privately(text, { progress }, id);
}
