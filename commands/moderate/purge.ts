/** @file `/moderate purge`: takes away everything that the bot has posted here for a member. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { user } from '../../src/chat/option.ts';
import { ownerIdOf } from '../../src/identity/identity.ts';
import { say } from '../../src/say.ts';
import { cancelPending } from './cancel-pending.ts';
import { note } from './moderator.ts';
import { takeAway } from '../take-away.ts';

export const purge = defineCommand({
  name: 'purge',
  description: 'Take away everything that I have posted here for a member',
  visibility: 'private',
  options: { member: user('Who') },
  async run(context, { member }) {
    const { services, platform, community } = context;
    const ownerId = ownerIdOf(platform, member.id);
    await cancelPending(context, ownerId);
    const all = await services.requests.list(ownerId);
    const here = all.filter(
      ({ request: { target, wish } }) =>
        wish.kind === 'imagine' && target.platform === platform && target.community === community,
    );
    let left = 0;
    for (const stored of here) left += (await takeAway(services, stored)).length;
    await note(context, say`purged ${here.length} {0:request|requests}`, {
      id: member.id,
      name: member.displayName,
    });
    const also =
      left === 0
        ? ''
        : say` ${left} {0:message|messages} could not be taken away: look at the channel’s permissions.`;
    return privately(
      here.length === 0
        ? say`I have posted nothing here for ${member.displayName}.`
        : say`${here.length} {0:request|requests} of ${member.displayName} taken away, with all pictures.${also}`,
    );
  },
});
