/** @file Every command and every button, explicitly. */
import type { Action } from '../src/chat/action.ts';
import type { Command } from '../src/chat/command.ts';
import { agree } from './actions/agree.ts';
import { allow } from './actions/allow.ts';
import { cancel } from './actions/cancel.ts';
import { decline } from './actions/decline.ts';
import { deny } from './actions/deny.ts';
import { deletePicture } from './actions/delete.ts';
import { edit, edited } from './actions/edit.ts';
import { forget } from './actions/forget.ts';
import { only } from './actions/only.ts';
import { renew } from './actions/renew.ts';
import { report, reported } from './actions/report.ts';
import { reroll } from './actions/reroll.ts';
import { vary } from './actions/vary.ts';
import { helpFor } from './help.ts';
import { identity } from './identity/index.ts';
import { imagine } from './imagine.ts';
import { approve, keep, refuse, reveal, takedown } from './moderate/decide.ts';
import { moderate } from './moderate/index.ts';
import { queue } from './queue.ts';
import { settings } from './settings/index.ts';
import { verify } from './verify.ts';

const withoutHelp: readonly Command[] = [imagine, identity, queue, verify, moderate, settings];

export const commands: readonly Command[] = [...withoutHelp, helpFor(withoutHelp)];

export const actions: readonly Action[] = [
  agree,
  allow,
  approve,
  cancel,
  decline,
  deletePicture,
  deny,
  edit,
  edited,
  forget,
  keep,
  only,
  refuse,
  report,
  reported,
  renew,
  reroll,
  reveal,
  takedown,
  vary,
];
