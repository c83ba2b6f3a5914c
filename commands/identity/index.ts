/** @file `/identity` and its subcommands. */
import { defineGroup } from '../../src/chat/command.ts';
import { makeDefault } from './default.ts';
import { deleteIdentity } from './delete.ts';
import { exportIdentity } from './export.ts';
import { forgetMe } from './forget-me.ts';
import { list } from './list.ts';
import { recall } from './recall.ts';
import { register } from './register.ts';
import { rename } from './rename.ts';
import { renewOwn } from './renew.ts';
import { share } from './share.ts';
import { show } from './show.ts';
import { uses } from './uses.ts';

export const identity = defineGroup('identity', 'Your registered faces', [
  register,
  list,
  show,
  rename,
  makeDefault,
  share,
  uses,
  recall,
  renewOwn,
  exportIdentity,
  deleteIdentity,
  forgetMe,
]);
