/** @file `/settings show`: everything that is set here. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { integer, withDefault } from '../../src/chat/option.ts';
import { EVERYWHERE } from '../../src/moderation/settings.ts';
import { digits, lines, say } from '../../src/say.ts';
import { fitting } from '../fitting.ts';
import { keyOf } from '../moderate/moderator.ts';
import { APPROVAL_WORDS } from './approval.ts';
import { channelOf } from './change.ts';
import { limitsLine } from './channel.ts';
import { roleNamed } from './quota.ts';
import { ruleLine } from './rules.ts';

/** Quotas of up to 25 roles and the rest stand above and below them. */
const RULES_ROOM = 800;

export const show = defineCommand({
  name: 'show',
  description: 'Everything that is set here',
  visibility: 'private',
  options: { from: withDefault(integer('Rules from this number on', { min: 1, max: 1_000_000 }), 1) },
  async run(context, { from }) {
    const { moderation } = context.services;
    const { quotas, channels, rules, approval, inbox } = await moderation.settings.get(keyOf(context));
    const blocked = await moderation.blocked.count(keyOf(context));
    const here = channelOf(context);
    const others = Object.keys(channels).filter((name) => name !== EVERYWHERE && name !== here).length;
    const listed = rules.filter(({ id }) => id >= from);
    const shown = fitting(listed.map(ruleLine), RULES_ROOM);
    const next = listed[shown.length];
    const quotaLines = quotas.map(
      ({ role, name, picturesADay }) =>
        say`${roleNamed(role, name)}: ${picturesADay} {1:picture|pictures} a day.`,
    );
    return privately(
      lines(
        ...(quotaLines.length === 0 ? [say`No quotas.`] : quotaLines),
        say`This channel: ${limitsLine(channels[here])}. Every channel: ${limitsLine(channels[EVERYWHERE])}.`,
        ...(others === 0 ? [] : [say`${others} other {0:channel|channels} with settings of its own.`]),
        ...(rules.length === 0 ? [say`No rules for prompts.`] : shown),
        ...(next === undefined
          ? []
          : [say`... and ${listed.length - shown.length} more: /settings show from: ${digits(next.id)}`]),
        APPROVAL_WORDS[approval],
        inbox === undefined ? say`No channel for moderators.` : say`Channel for moderators: ${inbox}.`,
        say`${blocked} {0:member|members} blocked.`,
      ),
    );
  },
});
