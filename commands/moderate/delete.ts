/** @file `/moderate delete`: destroys an identity that was registered here. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { UserError } from '../../src/errors.ts';
import { say } from '../../src/say.ts';
import { eraseForGood } from '../identity/own.ts';
import { cancelUses } from './cancel-pending.ts';
import { knownIdentity, ownerOf, requireKnown, titleOf } from './known.ts';
import { keyOf, note } from './moderator.ts';

export const deleteKnown = defineCommand({
  name: 'delete',
  description: 'Delete an identity that was registered here, for good',
  visibility: 'private',
  options: { identity: knownIdentity },
  async run(context, { identity: given }) {
    const known = await requireKnown(context, given);
    const { entry, identity } = known;
    if (!entry.home) {
      throw new UserError(
        'not-registered-here',
        say`${titleOf(known)} was registered elsewhere: /moderate suspend keeps it from being drawn here.`,
      );
    }
    const { services } = context;
    await cancelUses(context, entry);
    await services.identities.remove(identity);
    await services.moderation.roster.drop(keyOf(context), [entry]);
    await services.moderation.suspended.lift(keyOf(context), entry.identityId);
    await note(context, say`deleted S*${identity.name}`, ownerOf(known));
    return privately(say`${titleOf(known)} is deleted. ${await eraseForGood(services)}`);
  },
});
