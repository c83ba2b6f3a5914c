/** @file A photo that one request is drawn from, and that is forgotten then. */
import type { CommandContext } from '../src/chat/context.ts';
import { languageOf } from '../src/chat/language/language.ts';
import type { Attachment } from '../src/chat/option.ts';
import type { PictureWish } from '../src/chat/request.ts';
import { UserError } from '../src/errors.ts';
import { CONSENT_ONCE, consentReceiptOnce } from '../src/identity/consent.ts';
import { ownerIdOf } from '../src/identity/identity.ts';
import { say } from '../src/say.ts';
import { requireFewPhotos, requirePicture } from './identity/own-photos.ts';

/** Seals the photo for minutes. Throws UserError, with the words, for who has not agreed to them. */
export async function photoForOnce(
  context: CommandContext,
  photo: Attachment,
  consent: boolean,
): Promise<NonNullable<PictureWish['once']>> {
  const { services, platform, author, requestId, locale } = context;
  const ownerId = ownerIdOf(platform, author.id);
  requirePicture(photo);
  if (!consent) {
    throw new UserError('consent-missing', say`${CONSENT_ONCE} To agree, ask again with consent: yes.`);
  }
  await requireFewPhotos(services, ownerId, requestId);
  await services.selfies.hold(requestId, ownerId, await photo.read(services.limits.maxPhotoBytes));
  return {
    selfieId: requestId,
    consent: consentReceiptOnce(ownerId, services.now(), languageOf(locale)),
  };
}
