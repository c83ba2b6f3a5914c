/** @file What moderators' commands share: the community, the log of what they do, and clocks in words. */
import type { CommandContext } from '../../src/chat/context.ts';
import { say, type Phrase } from '../../src/say.ts';
import { communityKeyOf } from '../../src/moderation/community.ts';

export const keyOf = ({ platform, community }: Pick<CommandContext, 'platform' | 'community'>): string =>
  communityKeyOf(platform, community);

interface Whom {
  readonly id: string;
  readonly name: string;
}

/** Writes down what the moderator has done. */
export const note = (context: CommandContext, what: Phrase, whom?: Whom): Promise<void> =>
  context.services.moderation.audit.write(keyOf(context), {
    at: context.services.now().toISOString(),
    by: { id: context.author.id, name: context.author.displayName.slice(0, 200) },
    what,
    ...(whom === undefined ? {} : { whom: { id: whom.id, name: whom.name.slice(0, 200) } }),
  });

/** "2 h 5 min": how long something has waited. */
export function waited(from: Date, now: Date): Phrase {
  const minutes = Math.max(0, Math.floor((now.getTime() - from.getTime()) / 60_000));
  if (minutes < 1) return say`less than a minute`;
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0) return hours > 0 ? say`${days} d ${hours} h` : say`${days} d`;
  if (hours > 0) return rest > 0 ? say`${hours} h ${rest} min` : say`${hours} h`;
  return say`${rest} min`;
}
