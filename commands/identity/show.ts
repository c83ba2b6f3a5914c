/** @file `/identity show`: everything that is kept of one identity but S* itself. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { day } from '../durations.ts';
import { ownName, requireOwn } from './own.ts';

export const show = defineCommand({
  name: 'show',
  description: 'What is kept of one of your identities',
  visibility: 'private',
  options: { name: ownName('Which one') },
  async run(context, { name }) {
    const identity = await requireOwn(context, name);
    const { consent, words, width, bundle, createdAt, expiresAt, isDefault } = identity;
    return privately(
      [
        `S*${identity.name}${isDefault ? ' (your default, also plain S*)' : ''}`,
        `Registered on ${day(createdAt)}, kept until ${day(expiresAt)}.`,
        `S* is ${words} sealed vectors of ${width} numbers, for the model "${bundle}". The photo was deleted.`,
        `You agreed on ${day(consent.at)} to: ${consent.words}`,
        `Receipt ${consent.wordsHash.slice(0, 16)}.`,
      ].join('\n'),
    );
  },
});
