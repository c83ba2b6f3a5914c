/** @file `/identity uses`: who had one's face drawn, when, where and in which words. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { optional } from '../../src/chat/option.ts';
import { parseIdentityName } from '../../src/identity/prompt.ts';
import { ownName, ownerOf } from './own.ts';
import { useInWords } from './own-uses.ts';
import { lines, say } from '../../src/say.ts';

const MAX_SHOWN = 8;

export const uses = defineCommand({
  name: 'uses',
  description: 'Who had your face drawn, when, where and in which words',
  visibility: 'private',
  options: { name: optional(ownName('Only of this one')) },
  async run(context, { name }) {
    const wanted = name === undefined ? undefined : parseIdentityName(name);
    const all = await context.services.uses.list(ownerOf(context));
    const found = all.filter((use) => wanted === undefined || use.identityName === wanted);
    if (found.length === 0) return privately(say`Nobody has had your face drawn.`);
    const shown = await Promise.all(found.slice(0, MAX_SHOWN).map((use) => useInWords(context, use)));
    const more =
      found.length > MAX_SHOWN ? [say`... and ${found.length - MAX_SHOWN} older {0:one|ones}.`] : [];
    const hint = say`/identity recall takes pictures back: one by its letters, or all.`;
    return privately(lines(...shown, ...more, hint));
  },
});
