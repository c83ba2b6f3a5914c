/** @file `/moderate list`: the identities that are registered or drawn here. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { optional, user } from '../../src/chat/option.ts';
import { ownerIdOf } from '../../src/identity/identity.ts';
import { englishDay } from '../durations.ts';
import { handleOf, knownIdentities, titleOf } from './known.ts';
import { counted, keyOf } from './moderator.ts';

const MAX_LISTED = 15;

export const list = defineCommand({
  name: 'list',
  description: 'Identities that are registered or drawn here',
  visibility: 'private',
  options: { member: optional(user('Only those of this member')) },
  async run(context, { member }) {
    const { moderation, now } = context.services;
    const key = keyOf(context);
    const { known, more } = await knownIdentities(
      context,
      MAX_LISTED,
      (entry) => member === undefined || entry.member === member.id,
    );
    const lines = await Promise.all(
      known.map(async (one) => {
        const suspended = await moderation.suspended.find(key, one.entry.identityId, now());
        const state = suspended === undefined ? '' : ', suspended';
        return `${handleOf(one)}: ${titleOf(one)} (${one.entry.member})${state}, until ${englishDay(one.identity.expiresAt)}`;
      }),
    );
    const empty = lines.length === 0 ? ['No identity is known here yet.'] : [];
    const rest = more === 0 ? [] : [`... and ${more} older ones: name a member to see them.`];
    return privately([...(await about()), ...empty, ...lines, ...rest].join('\n'));

    async function about(): Promise<string[]> {
      if (member === undefined) return [];
      const block = await moderation.blocked.find(key, member.id, now());
      const used = await moderation.quotas.used(key, ownerIdOf(context.platform, member.id), now());
      return [
        `${member.displayName}: ${counted(used, 'picture')} today${block === undefined ? '' : ', blocked'}.`,
      ];
    }
  },
});
