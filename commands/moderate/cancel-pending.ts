/** @file A member's pictures on their way in a community stop, when a moderator says so. */
import type { CommandContext } from '../../src/chat/context.ts';
import type { RosterEntry } from '../../src/moderation/roster.ts';

/** Whoever asked for them: pictures of that identity on their way in the community stop. */
export async function cancelUses(
  { services, platform, community }: CommandContext,
  { ownerId, identityId }: Pick<RosterEntry, 'ownerId' | 'identityId'>,
): Promise<void> {
  for (const use of await services.uses.list(ownerId)) {
    if (use.identityId !== identityId || use.platform !== platform || use.community !== community) continue;
    const stored = await services.requests.get(use.requestId);
    if (stored?.state === 'asked') await services.imagine.cancel(use.requestId);
  }
}

/** How many were stopped. */
export async function cancelPending(
  { services, platform, community }: CommandContext,
  ownerId: string,
): Promise<number> {
  let stopped = 0;
  for (const id of await services.requests.pending(ownerId)) {
    const target = (await services.requests.get(id))?.request.target;
    if (target?.platform !== platform || target.community !== community) continue;
    const outcomes = await Promise.all([services.imagine.cancel(id), services.encode.cancel(id)]);
    if (outcomes.some((outcome) => outcome !== 'finished')) stopped += 1;
  }
  return stopped;
}
