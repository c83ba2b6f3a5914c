/** @file Renewing: the owner agrees once more, and the identity is kept for another term. */
import type { Services } from '../../src/chat/services.ts';
import { UserError } from '../../src/errors.ts';
import { consentReceipt } from '../../src/identity/consent.ts';
import { type Identity, identityRecordSchema } from '../../src/identity/identity.ts';

const DAY_MS = 24 * 3600 * 1000;

/** Until when it is kept now. Throws UserError when it is gone. */
export async function renewIdentity(services: Services, identity: Identity): Promise<string> {
  const { termDays } = services.limits;
  const now = services.now();
  const expiresAt = new Date(now.getTime() + termDays * DAY_MS).toISOString();
  const record = identityRecordSchema.parse(identity);
  const { askedBy } = record.consent;
  const consent = consentReceipt(identity.ownerId, now, termDays);
  const renewed = {
    ...record,
    expiresAt,
    consent: { ...consent, ...(askedBy === undefined ? {} : { askedBy }) },
  };
  if (!(await services.identities.renew(renewed))) {
    throw new UserError('identity-gone', `"${identity.name}" no longer exists.`);
  }
  return expiresAt;
}
