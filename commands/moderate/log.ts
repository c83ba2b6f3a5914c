/** @file `/moderate log`: who did what as a moderator. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { integer, withDefault } from '../../src/chat/option.ts';
import { lines, say } from '../../src/say.ts';
import { keyOf } from './moderator.ts';

const MAX_SHOWN = 25;

export const log = defineCommand({
  name: 'log',
  description: 'What moderators have done here, newest first',
  visibility: 'private',
  options: { count: withDefault(integer('How many entries', { min: 1, max: MAX_SHOWN }), 10) },
  async run(context, { count }) {
    const entries = await context.services.moderation.audit.read(keyOf(context), count);
    if (entries.length === 0) return privately(say`No moderator has done anything here yet.`);
    const done = entries.map(({ at, by, what, whom }) => {
      const concerning = whom === undefined ? '' : ` [${whom.name} (${whom.id})]`;
      return say`${at.slice(0, 16).replace('T', ' ')} ${by.name}: ${what}${concerning}`;
    });
    return privately(lines(...done));
  },
});
