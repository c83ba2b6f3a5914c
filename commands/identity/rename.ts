/** @file `/identity rename`. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { parseIdentityName } from '../../src/identity/prompt.ts';
import { newName, ownName, requireOwn } from './own.ts';
import { say } from '../../src/say.ts';

export const rename = defineCommand({
  name: 'rename',
  description: 'Give one of your identities another name',
  visibility: 'private',
  options: { name: ownName('Which one'), to: newName('Its new name') },
  async run(context, { name, to }) {
    const identity = await requireOwn(context, name);
    const renamed = parseIdentityName(to);
    if (renamed === identity.name) return privately(say`It is called "${renamed}" already.`);
    await context.services.identities.rename(identity, renamed);
    return privately(say`"${identity.name}" is now "${renamed}": write S*${renamed}.`);
  },
});
