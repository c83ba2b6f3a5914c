/** @file `/settings inbox`: the channel where reports and approvals come, for moderators alone to see. */
import { defineCommand } from '../../src/chat/command.ts';
import { boolean, withDefault } from '../../src/chat/option.ts';
import { say } from '../../src/say.ts';
import { changeSettings, channelOf } from './change.ts';

export const inbox = defineCommand({
  name: 'inbox',
  description: 'Let reports and approvals come into this channel, which only moderators should see',
  visibility: 'private',
  options: { here: withDefault(boolean('No: let them come into no channel'), true) },
  run: (context, { here }) =>
    changeSettings(
      context,
      (settings) => ({
        ...settings,
        inbox: here ? channelOf(context) : undefined,
        inboxLocale: here ? context.locale.slice(0, 35) : undefined,
      }),
      () =>
        here
          ? say`Reports and approvals come into this channel: let only moderators see it.`
          : say`Reports and approvals wait in /moderate queue alone.`,
    ),
});
