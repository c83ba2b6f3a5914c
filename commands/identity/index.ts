/** @file `/identity` and its subcommands. */
import { defineGroup } from '../../src/chat/command.ts';
import { makeDefault } from './default.ts';
import { deleteIdentity } from './delete.ts';
import { forgetMe } from './forget-me.ts';
import { list } from './list.ts';
import { register } from './register.ts';
import { rename } from './rename.ts';
import { show } from './show.ts';

export const identity = defineGroup('identity', 'Your registered faces', [
  register,
  list,
  show,
  rename,
  makeDefault,
  deleteIdentity,
  forgetMe,
]);
