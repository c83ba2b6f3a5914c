/** @file Renewing: the owner agrees once more, and the identity is kept for another term. */
import type { Services } from '../../src/chat/services.ts';
import { UserError } from '../../src/errors.ts';
import { consentReceipt } from '../../src/identity/consent.ts';
import { type Identity, identityRecordSchema } from '../../src/identity/identity.ts';
import { type Language, say } from '../../src/say.ts';

const DAY_MS = 24 * 3600 * 1000;

/** `language`: in which the owner read the words. Until when it is kept now. Throws UserError when it is gone. */
export async function renewIdentity(
  services: Services,
  identity: Identity,
  language: Language,
): Promise<string> {
  const { termDays } = services.limits;
  const now = services.now();
  const expiresAt = new Date(now.getTime() + termDays * DAY_MS).toISOString();
  const record = identityRecordSchema.parse(identity);
  const { askedBy } = record.consent;
  const consent = consentReceipt(identity.ownerId, now, { termDays, language });
  const renewed = {
    ...record,
    expiresAt,
    consent: { ...consent, ...(askedBy === undefined ? {} : { askedBy }) },
  };
  if (!(await services.identities.renew(renewed))) {
    throw new UserError(
      'identity-gone',
      say`"${identity.name}" no longer exists: /identity list shows what does.`,
    );
  }
  return expiresAt;
}
