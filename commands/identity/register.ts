/** @file `/identity register`: a photo, a name and a yes become S*. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { attachment, boolean, optional, user, withDefault } from '../../src/chat/option.ts';
import type { ChatRequest } from '../../src/chat/request.ts';
import { UserError } from '../../src/errors.ts';
import { consentWords } from '../../src/identity/consent.ts';
import type { Identity } from '../../src/identity/identity.ts';
import { parseIdentityName } from '../../src/identity/prompt.ts';
import { communityOf, requireWelcome } from '../house-rules.ts';
import { newName, ownerOf } from './own.ts';
import { requireFewPhotos, requirePicture } from './own-photos.ts';
import { askSubject } from './register-other.ts';
import { startRegistration } from './start-registration.ts';
import { lines, say } from '../../src/say.ts';

export const register = defineCommand({
  name: 'register',
  description: 'Register your face from one photo',
  visibility: 'private',
  options: {
    photo: attachment('A photo or a drawing of your face, from the front'),
    name: newName('What to call it, as in S*name'),
    consent: withDefault(
      boolean('Yes: I have read the consent and agree (else I show it to you first)'),
      false,
    ),
    member: optional(user('Whose face it is, if not yours: that member is asked first')),
  },
  async run(context, { photo, name: given, consent, member }) {
    const { services, requestId } = context;
    const ownerId = ownerOf(context);
    const name = parseIdentityName(given);
    await requireWelcome(services, communityOf(context), context.author.id);
    requirePicture(photo);
    if (member !== undefined && member.id !== context.author.id) {
      return askSubject(context, member, async () => ({
        name,
        bytes: await photo.read(services.limits.maxPhotoBytes),
      }));
    }
    requireRoom(await services.identities.list(ownerId), name, services.limits.maxIdentities);
    await requireFewPhotos(services, ownerId, requestId);
    await services.selfies.hold(requestId, ownerId, await photo.read(services.limits.maxPhotoBytes));
    const request: ChatRequest = {
      version: 1,
      id: requestId,
      ownerId,
      target: context.replyTo,
      locale: context.locale,
      createdAt: services.now().toISOString(),
      wish: { kind: 'encode', name, selfieId: requestId },
    };
    if (consent) return startRegistration(context, request);
    await services.requests.draft(request, services.selfies.termMs);
    const minutes = Math.round(services.selfies.termMs / 60_000);
    const text = lines(
      consentWords(services.limits.termDays),
      '',
      say`Without your yes, the photo is deleted in ${minutes} minutes.`,
    );
    return privately(
      text,
      {
        buttons: [
          { label: say`I agree`, actionId: services.signer.sign('agree', requestId), style: 'primary' },
          {
            label: say`No, delete the photo`,
            actionId: services.signer.sign('decline', requestId),
            style: 'secondary',
          },
        ],
      },
      requestId,
    );
  },
});

function requireRoom(identities: readonly Identity[], name: string, max: number): void {
  if (identities.some((one) => one.name === name)) {
    throw new UserError(
      'name-taken',
      say`You already have an identity called "${name}": choose another name, or delete that one first.`,
    );
  }
  if (identities.length >= max) {
    throw new UserError(
      'too-many-identities',
      say`You have ${max} identities, which is the most: delete one first.`,
    );
  }
}
