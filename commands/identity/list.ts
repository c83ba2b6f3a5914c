/** @file `/identity list`. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { day } from '../durations.ts';
import { ownerOf } from './own.ts';

export const list = defineCommand({
  name: 'list',
  description: 'Your identities',
  visibility: 'private',
  options: {},
  async run(context) {
    const identities = await context.services.identities.list(ownerOf(context));
    if (identities.length === 0) {
      return privately('You have no identity yet: /identity register makes one from a photo.');
    }
    const lines = identities.map(
      ({ name, isDefault, expiresAt }) =>
        `S*${name}${isDefault ? ' (your default, also plain S*)' : ''}: kept until ${day(expiresAt)}`,
    );
    return privately(lines.join('\n'));
  },
});
