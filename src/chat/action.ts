/** @file What a button or a form does. */
import type { CommandContext } from './context.ts';
import type { Reply } from './message.ts';
import type { MessageRef } from './platform.ts';
import type { StoredRequest } from './request.ts';

export interface ActionContext extends CommandContext {
  /** What the button belongs to; it is the presser's own. */
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
  readonly run: (context: ActionContext) => Promise<Reply>;
}

export const defineAction = (action: Action): Action => action;
