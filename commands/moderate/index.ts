/** @file `/moderate` and its subcommands, for whom the platform makes a moderator. */
import { defineGroup } from '../../src/chat/command.ts';
import { block, unblock } from './block.ts';
import { deleteKnown } from './delete.ts';
import { inspect } from './inspect.ts';
import { list } from './list.ts';
import { log } from './log.ts';
import { purge } from './purge.ts';
import { waiting } from './queue.ts';
import { restore, suspend } from './suspend.ts';

export const moderate = defineGroup(
  'moderate',
  'For moderators: cases, identities, members',
  [waiting, list, inspect, suspend, restore, deleteKnown, block, unblock, purge, log],
  'moderator',
);
