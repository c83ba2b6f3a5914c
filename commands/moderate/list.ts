/** @file `/moderate list`: the identities that are registered or drawn here. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { optional, user } from '../../src/chat/option.ts';
import { ownerIdOf } from '../../src/identity/identity.ts';
import { lines, say, type Text } from '../../src/say.ts';
import { day } from '../durations.ts';
import { handleOf, knownIdentities, titleOf } from './known.ts';
import { keyOf } from './moderator.ts';

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
    const ids = known.map(({ entry }) => entry.identityId);
    const suspended = await moderation.suspended.among(key, ids, now());
    const listed = known.map((one) => {
      const state = suspended.has(one.entry.identityId) ? say`, suspended` : '';
      return say`${handleOf(one)}: ${titleOf(one)} (${one.entry.member})${state}, until ${day(one.identity.expiresAt)}`;
    });
    const empty = listed.length === 0 ? [say`No identity is known here yet.`] : [];
    const rest = more === 0 ? [] : [say`... and ${more} older ones: name a member to see them.`];
    return privately(lines(...(await about()), ...empty, ...listed, ...rest));

    async function about(): Promise<readonly Text[]> {
      if (member === undefined) return [];
      const block = await moderation.blocked.find(key, member.id, now());
      const used = await moderation.quotas.used(key, ownerIdOf(context.platform, member.id), now());
      return [
        say`${member.displayName}: ${used} {1:picture|pictures} today${block === undefined ? '' : say`, blocked`}.`,
      ];
    }
  },
});
