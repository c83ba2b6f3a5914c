/** @file `/identity show`: everything that is kept of one identity but S* itself. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { lines, say } from '../../src/say.ts';
import { day } from '../durations.ts';
import { communityOf } from '../house-rules.ts';
import { ownName, requireOwn, titleOf } from './own.ts';
import { ruleInWords } from './rule-wording.ts';

export const show = defineCommand({
  name: 'show',
  description: 'What is kept of one of your identities',
  visibility: 'private',
  options: { name: ownName('Which one') },
  async run(context, { name }) {
    const identity = await requireOwn(context, name);
    const { consent, words, width, bundle, createdAt, expiresAt, isDefault, likeness } = identity;
    return privately(
      lines(
        titleOf(identity.name, isDefault),
        say`Registered on ${day(createdAt)}, kept until ${day(expiresAt)}.`,
        say`S* is ${words} sealed vectors of ${width} numbers, for the model "${bundle}". The photo was deleted.`,
        ...(likeness === undefined
          ? []
          : [say`With it, ${likeness.size} sealed numbers by which likeness is judged.`]),
        ruleInWords(identity.name, await context.services.shares.get(identity.id), communityOf(context)),
        ...(consent.askedBy === undefined ? [] : [say`Another member had sent the photo and asked you.`]),
        say`You agreed on ${day(consent.at)} to: ${consent.words}`,
        say`Receipt ${consent.wordsHash.slice(0, 16)}.`,
      ),
    );
  },
});
