/** @file `/moderate inspect`: what is kept of an identity, but its face and S*. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { englishDay } from '../durations.ts';
import { knownIdentity, requireKnown, titleOf } from './known.ts';
import { keyOf } from './moderator.ts';

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
      [
        `${titleOf(known)} (member ${entry.member})`,
        `Registered on ${englishDay(identity.createdAt)}, kept until ${englishDay(identity.expiresAt)}.`,
        entry.home
          ? 'It was registered in this community.'
          : 'It was registered elsewhere and drawn here: it can be suspended here, not deleted.',
        `Its member agreed on ${englishDay(identity.consent.at)}; receipt ${identity.consent.wordsHash.slice(0, 16)}.`,
        suspended === undefined
          ? 'It is not suspended.'
          : `Suspended since ${englishDay(suspended.at)}${suspended.reason === undefined ? '' : `: ${suspended.reason}`}`,
        'The photo was deleted when it was registered, and S* is sealed: nobody can look at the face.',
      ].join('\n'),
    );
  },
});
