/** @file A photo of another member: that member is asked, and what comes of the photo is that member's. */
import type { CommandContext } from '../../src/chat/context.ts';
import { privately, type WordedReply } from '../../src/chat/message.ts';
import type { MentionedMember } from '../../src/chat/option.ts';
import type { ChatRequest, StoredRequest } from '../../src/chat/request.ts';
import type { Services } from '../../src/chat/services.ts';
import { UserError } from '../../src/errors.ts';
import { consentReceiptFor, consentWordsFor } from '../../src/identity/consent.ts';
import { ownerIdOf } from '../../src/identity/identity.ts';
import { askOwners, requireMayAsk } from '../asking.ts';
import { ownerOf } from './own.ts';
import { queueRegistration } from './start-registration.ts';
import { type Language, lines, say } from '../../src/say.ts';

interface Photo {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Nothing of the other member's is looked at here: whether the name is free, that member's yes decides. */
export async function askSubject(
  context: CommandContext,
  member: MentionedMember,
  photo: () => Promise<Photo>,
): Promise<WordedReply> {
  const { services, requestId, author, platform } = context;
  const asker = ownerOf(context);
  const subject = { ownerId: ownerIdOf(platform, member.id), name: member.displayName.slice(0, 200) };
  await requireMayAsk(services, asker, requestId, [subject]);
  const { name, bytes } = await photo();
  // Sealed as the member's whose face it is: being forgotten destroys it.
  await services.selfies.hold(requestId, subject.ownerId, bytes);
  const request: ChatRequest = {
    version: 1,
    id: requestId,
    ownerId: asker,
    target: context.replyTo,
    locale: context.locale,
    memberName: author.displayName.slice(0, 200),
    createdAt: services.now().toISOString(),
    asks: [subject.ownerId],
    wish: { kind: 'encode', name, selfieId: requestId, subject },
  };
  const { termMs } = services.selfies;
  const minutes = Math.round(termMs / 60_000);
  const words = consentWordsFor(author.displayName.slice(0, 200), services.limits.termDays);
  const text = lines(
    say`${author.displayName} has sent a photo that is said to show you, and asks to register your face as S*${name}.`,
    '',
    words,
    '',
    say`${author.displayName} may then draw you until you change that with /identity share. Without your yes, the photo is deleted in ${minutes} minutes.`,
  );
  await askOwners(services, request, [{ ...subject, identityIds: [], text, yes: say`I agree` }], termMs);
  return privately(
    say`${subject.name} is asked. Without a yes within ${minutes} minutes the photo is deleted; with it, the identity is theirs.`,
    {
      buttons: [
        { label: say`Take back`, style: 'danger', actionId: services.signer.sign('decline', requestId) },
      ],
    },
    requestId,
  );
}

/** Throws UserError, to the member whose face it is and to nobody else, when it has no room among his identities. */
export async function requireRoomFor(
  { identities, limits }: Services,
  { ownerId }: ChatRequest,
  { wish }: ChatRequest,
): Promise<void> {
  const own = await identities.list(ownerId);
  if (own.length >= limits.maxIdentities) {
    throw new UserError(
      'too-many-identities',
      say`You have ${limits.maxIdentities} identities, which is the most: delete one first, then press again.`,
    );
  }
  if (wish.kind === 'encode' && own.some(({ name }) => name === wish.name)) {
    throw new UserError(
      'name-taken',
      say`You already have an identity called "${wish.name}": rename that one first, then press again.`,
    );
  }
}

/** Queues the photo that the member has agreed to, on a card in that language. The identity's name; undefined when the photo is gone. */
export async function registerAgreed(
  services: Services,
  { request }: StoredRequest,
  memberName: string,
  language: Language,
): Promise<string | undefined> {
  const { wish, ownerId: asker, memberName: askerName = '', id } = request;
  if (wish.kind !== 'encode' || wish.subject === undefined) throw new TypeError('nobody is asked here');
  const { ownerId } = wish.subject;
  if (!(await services.selfies.holds(wish.selfieId))) return undefined;
  const { termDays } = services.limits;
  const consent = consentReceiptFor(ownerId, { ownerId: asker, name: askerName }, services.now(), {
    termDays,
    language,
  });
  await queueRegistration(services, request, {
    ownerId,
    name: memberName,
    consent,
    share: {
      version: 1,
      with: 'members',
      members: [{ ownerId: asker, name: askerName }],
      ask: false,
      ownerName: memberName.slice(0, 200),
    },
  });
  services.resume(id);
  return wish.name;
}
