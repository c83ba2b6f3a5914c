/** @file `/identity list`. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { day } from '../durations.ts';
import { ownerOf, titleOf } from './own.ts';
import { lines, say } from '../../src/say.ts';

export const list = defineCommand({
  name: 'list',
  description: 'Your identities',
  visibility: 'private',
  options: {},
  async run(context) {
    const identities = await context.services.identities.list(ownerOf(context));
    if (identities.length === 0) {
      return privately(say`You have no identity yet: /identity register makes one from a photo.`);
    }
    const listed = identities.map(
      ({ name, isDefault, expiresAt }) => say`${titleOf(name, isDefault)}: kept until ${day(expiresAt)}`,
    );
    return privately(lines(...listed));
  },
});
