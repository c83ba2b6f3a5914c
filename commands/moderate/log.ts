/** @file `/moderate log`: who did what as a moderator. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { integer, withDefault } from '../../src/chat/option.ts';
import { digits, lines, say } from '../../src/say.ts';
import { fitting } from '../fitting.ts';
import { keyOf } from './moderator.ts';

const MAX_SHOWN = 25;
/** The log keeps a thousand. */
const MAX_SKIPPED = 999;

export const log = defineCommand({
  name: 'log',
  description: 'What moderators have done here, newest first',
  visibility: 'private',
  options: {
    count: withDefault(integer('How many entries', { min: 1, max: MAX_SHOWN }), 10),
    skip: withDefault(integer('So many of the newest are left out', { min: 0, max: MAX_SKIPPED }), 0),
  },
  async run(context, { count, skip }) {
    const read = await context.services.moderation.audit.read(keyOf(context), skip + count);
    const entries = read.slice(skip);
    if (entries.length === 0) {
      return privately(
        skip === 0 ? say`No moderator has done anything here yet.` : say`There is nothing older.`,
      );
    }
    const done = entries.map(({ at, by, what, whom }) => {
      const concerning = whom === undefined ? '' : ` [${whom.name} (${whom.id})]`;
      return say`${at.slice(0, 16).replace('T', ' ')} ${by.name}: ${what}${concerning}`;
    });
    const shown = fitting(done);
    const rest = done.length - shown.length;
    const more = say`... and ${rest} older: /moderate log skip: ${digits(skip + shown.length)}`;
    return privately(lines(...shown, ...(rest === 0 ? [] : [more])));
  },
});
