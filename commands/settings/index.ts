/** @file `/settings` and its subcommands, for whom the platform lets manage the community. */
import { defineGroup } from '../../src/chat/command.ts';
import { approval } from './approval.ts';
import { channel } from './channel.ts';
import { inbox } from './inbox.ts';
import { quota } from './quota.ts';
import { allow, pattern, words } from './rules.ts';
import { show } from './show.ts';

export const settings = defineGroup(
  'settings',
  'What this community draws, and how much',
  [show, quota, channel, words, pattern, allow, approval, inbox],
  'manager',
);
