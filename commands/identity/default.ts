/** @file `/identity default`: whom plain `S*` stands for. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { ownName, requireOwn } from './own.ts';
import { say } from '../../src/say.ts';

export const makeDefault = defineCommand({
  name: 'default',
  description: 'Choose whom plain S* stands for',
  visibility: 'private',
  options: { name: ownName('Which one') },
  async run(context, { name }) {
    const identity = await requireOwn(context, name);
    await context.services.identities.makeDefault(identity);
    return privately(say`Plain S* now stands for "${identity.name}".`);
  },
});
