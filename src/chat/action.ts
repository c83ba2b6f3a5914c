/** @file What a button or a form does. */
import type { CommandContext } from './context.ts';
import type { WordedReply } from './message.ts';
import type { MessageRef } from './platform.ts';
import type { StoredRequest } from './request.ts';

export interface ActionContext extends CommandContext {
  /** What the button belongs to; it is the presser's own, unless the action is for others too. */
  readonly stored: StoredRequest;
  readonly argument: string;
  /** Of a submitted form. */
  readonly fields: Readonly<Record<string, string>>;
  /** The message that carries the button, where the platform says so. */
  readonly message: MessageRef | undefined;
}

export interface Action {
  /** Small letters and hyphens; part of the id of every button that does this, so it never changes. */
  readonly verb: string;
  /** Who may press: whoever asked for it (when left out), anybody there, or the moderators there. */
  readonly by?: 'asker' | 'anybody' | 'moderators';
  readonly run: (context: ActionContext) => Promise<WordedReply>;
}

export const defineAction = (action: Action): Action => action;
