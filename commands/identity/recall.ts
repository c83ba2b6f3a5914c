/** @file `/identity recall`: takes posted pictures of one's face away, whoever had them drawn. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { string } from '../../src/chat/option.ts';
import { completeUse, openUses, recallUse, requireUses } from './own-uses.ts';
import { ownerOf } from './own.ts';
import { say } from '../../src/say.ts';

export const recall = defineCommand({
  name: 'recall',
  description: 'Take pictures of your face away: one use, or all',
  visibility: 'private',
  options: {
    use: string('Its letters in /identity uses, or all', { maxLength: 40, complete: completeUse }),
  },
  async run(context, { use }) {
    const { services } = context;
    const ownerId = ownerOf(context);
    const all = use.trim().toLowerCase() === 'all';
    const given = all ? await services.uses.list(ownerId) : await requireUses(context, use);
    const open = await openUses(services, given);
    const requests = new Set<string>();
    const left = new Set<string>();
    for (const one of open) {
      requests.add(one.requestId);
      if (!(await recallUse(services, ownerId, one))) left.add(one.requestId);
    }
    if (requests.size === 0) return privately(say`There is nothing to recall.`);
    const also =
      left.size === 0
        ? ''
        : say` ${left.size} of them still {0:stands|stand}, because the platform did not take them away: recall again later.`;
    return privately(
      requests.size === 1
        ? say`Recalled one use of your face, with all pictures of it.${also}`
        : say`Recalled ${requests.size} uses of your face, with all pictures of it.${also}`,
    );
  },
});
