/** @file `/identity delete`: destroys the key of one identity, and its traces on disk. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { eraseForGood, ownName, requireOwn } from './own.ts';
import { say } from '../../src/say.ts';

export const deleteIdentity = defineCommand({
  name: 'delete',
  description: 'Delete one of your identities for good',
  visibility: 'private',
  options: { name: ownName('Which one') },
  async run(context, { name }) {
    const identity = await requireOwn(context, name);
    await context.services.identities.remove(identity);
    return privately(say`"${identity.name}" is deleted. ${await eraseForGood(context.services)}`);
  },
});
