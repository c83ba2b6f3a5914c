/** @file Every command and every button, explicitly. */
import type { Action } from '../src/chat/action.ts';
import type { Command } from '../src/chat/command.ts';
import { agree } from './actions/agree.ts';
import { cancel } from './actions/cancel.ts';
import { decline } from './actions/decline.ts';
import { deletePicture } from './actions/delete.ts';
import { edit, edited } from './actions/edit.ts';
import { forget } from './actions/forget.ts';
import { reroll } from './actions/reroll.ts';
import { vary } from './actions/vary.ts';
import { helpFor } from './help.ts';
import { identity } from './identity/index.ts';
import { imagine } from './imagine.ts';
import { queue } from './queue.ts';

const withoutHelp: readonly Command[] = [imagine, identity, queue];

export const commands: readonly Command[] = [...withoutHelp, helpFor(withoutHelp)];

export const actions: readonly Action[] = [
  agree,
  cancel,
  decline,
  deletePicture,
  edit,
  edited,
  forget,
  reroll,
  vary,
];
