/** @file `/moderate inspect`: what is kept of an identity, but its face and S*. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { lines, say } from '../../src/say.ts';
import { day } from '../durations.ts';
import { knownIdentity, requireKnown, titleOf } from './known.ts';
import { keyOf } from './moderator.ts';
import { because } from './reason.ts';

export const inspect = defineCommand({
  name: 'inspect',
  description: 'What is kept of an identity; its face is not',
  visibility: 'private',
  options: { identity: knownIdentity },
  async run(context, { identity: given }) {
    const known = await requireKnown(context, given);
    const { entry, identity } = known;
    const { moderation, now } = context.services;
    const suspended = await moderation.suspended.find(keyOf(context), entry.identityId, now());
    return privately(
      lines(
        say`${titleOf(known)} (member ${entry.member})`,
        say`Registered on ${day(identity.createdAt)}, kept until ${day(identity.expiresAt)}.`,
        entry.home
          ? say`It was registered in this community.`
          : say`It was registered elsewhere and drawn here: it can be suspended here, not deleted.`,
        say`Its member agreed on ${day(identity.consent.at)}; receipt ${identity.consent.wordsHash.slice(0, 16)}.`,
        suspended === undefined
          ? say`It is not suspended.`
          : say`Suspended since ${day(suspended.at)}${because(suspended.reason)}`,
        say`The photo was deleted when it was registered, and S* is sealed: nobody can look at the face.`,
      ),
    );
  },
});
