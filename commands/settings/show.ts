/** @file `/settings show`: everything that is set here. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { EVERYWHERE } from '../../src/moderation/settings.ts';
import { counted, keyOf } from '../moderate/moderator.ts';
import { APPROVAL_WORDS } from './approval.ts';
import { channelOf } from './change.ts';
import { limitsLine } from './channel.ts';
import { ruleLine } from './rules.ts';

export const show = defineCommand({
  name: 'show',
  description: 'Everything that is set here',
  visibility: 'private',
  options: {},
  async run(context) {
    const { moderation } = context.services;
    const { quotas, channels, rules, approval, inbox } = await moderation.settings.get(keyOf(context));
    const blocked = await moderation.blocked.count(keyOf(context));
    const here = channelOf(context);
    const others = Object.keys(channels).filter((name) => name !== EVERYWHERE && name !== here).length;
    const quotaLines = quotas.map(
      ({ name, picturesADay }) => `${name}: ${counted(picturesADay, 'picture')} a day.`,
    );
    return privately(
      [
        ...(quotaLines.length === 0 ? ['No quotas.'] : quotaLines),
        `This channel: ${limitsLine(channels[here])}. Every channel: ${limitsLine(channels[EVERYWHERE])}.`,
        ...(others === 0 ? [] : [`${counted(others, 'other channel')} with settings of its own.`]),
        ...(rules.length === 0 ? ['No rules for prompts.'] : rules.map(ruleLine)),
        APPROVAL_WORDS[approval],
        inbox === undefined ? 'No channel for moderators.' : `Channel for moderators: ${inbox}.`,
        `${counted(blocked, 'member')} blocked.`,
      ].join('\n'),
    );
  },
});
