/** @file Owners are told before an identity expires: once a term, by whichever bot comes first. */
import { messageIn } from '../../src/chat/language/language.ts';
import { message } from '../../src/chat/message.ts';
import type { Services } from '../../src/chat/services.ts';
import { consentWords } from '../../src/identity/consent.ts';
import { idOf } from '../../src/identity/id.ts';
import { type Identity, memberOf } from '../../src/identity/identity.ts';
import { day } from '../durations.ts';
import { say } from '../../src/say.ts';

const NOTICE_DAYS = 14;
const DAY_MS = 24 * 3600 * 1000;

/** `platforms`: those that this bot serves. Resolves to how many owners were told; whom it cannot reach is tried again. */
export async function remindOwners(
  services: Services,
  platforms: readonly string[],
  onError: (error: unknown) => void,
): Promise<number> {
  const before = new Date(services.now().getTime() + NOTICE_DAYS * DAY_MS);
  let told = 0;
  for await (const identity of services.identities.expiring(before)) {
    const [platform = ''] = identity.ownerId.split(':', 1);
    if (!platforms.includes(platform) || !isDue(identity, services.now())) continue;
    if (!(await services.identities.claimReminder(identity))) continue;
    try {
      await remind(services, identity, platform);
      told += 1;
    } catch (error) {
      await services.identities.releaseReminder(identity);
      onError(error);
    }
  }
  return told;
}

/** Of a short term the last quarter. */
function isDue({ expiresAt, consent }: Identity, now: Date): boolean {
  const noticeMs = Math.min(NOTICE_DAYS, consent.termDays / 4) * DAY_MS;
  return Date.parse(expiresAt) - now.getTime() < noticeMs;
}

async function remind(
  { requests, signer, post, now, limits, languages }: Services,
  identity: Identity,
  platform: string,
): Promise<void> {
  const { id: identityId, ownerId, expiresAt, name } = identity;
  const id = idOf(`renew ${identityId} ${expiresAt}`);
  const member = memberOf(ownerId);
  // A private message has no channel of its own before it is posted.
  const target = { platform, community: '', channel: member, member };
  const locale = await languages.of(ownerId);
  const createdAt = now().toISOString();
  const left = Math.max(1, Date.parse(expiresAt) - now().getTime());
  await requests.draft(
    { version: 1, id, ownerId, target, locale, createdAt, wish: { kind: 'renew', identityId } },
    left,
  );
  const text = say`Your identity "${name}" expires on ${day(expiresAt)} and is deleted then, unless you renew it. Renewing says once more: ${consentWords(limits.termDays)}`;
  const button = { label: say`Renew`, style: 'primary', actionId: signer.sign('renew', id) } as const;
  const ref = await post(
    target,
    messageIn(message({ text, buttons: [button], ephemeral: true }), locale),
    id,
  );
  if (ref !== undefined) await requests.answered(id, ref);
}
