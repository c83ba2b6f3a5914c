/** @file From what an adapter received to an answer: finds the command, parses, runs, and turns every refusal into one sentence. */
import type { Command } from './command.ts';
import type { Author } from './context.ts';
import type { Reply } from './message.ts';
import type { Choice, RawOptions } from './option.ts';
import type { MessageRef } from './platform.ts';

/** Where and from whom something came. */
export interface Origin {
  readonly platform: string;
  readonly community: string;
  readonly channel: string;
  /** The channel itself, where `channel` is a thread in it. */
  readonly parent?: string;
  readonly author: Author;
  readonly locale: string;
  /** The platform's own id of this invocation or press; one that is delivered twice asks once. */
  readonly invocationId?: string;
  /** Becomes ReplyTarget.token. */
  readonly token?: string;
}

/**
 * Shows the answer. For a message with a key it posts as `Platform.post` does (under that key) and resolves to where
 * it stands; ephemeral messages and forms without a place resolve to undefined.
 */
export type Respond = (reply: Reply) => Promise<MessageRef | undefined>;

export interface Invocation extends Origin {
  readonly command: string;
  readonly subcommand?: string;
  readonly options: RawOptions;
  readonly respond: Respond;
}

/** What a member has typed so far of one option, to be completed. */
export interface CompletionRequest extends Origin {
  readonly command: string;
  readonly subcommand?: string;
  readonly option: string;
  readonly typed: string;
}

/** A pressed button, or a submitted form with its fields. */
export interface Press extends Origin {
  readonly actionId: string;
  readonly fields: Readonly<Record<string, string>>;
  /** The message that carries the button. */
  readonly message: MessageRef | undefined;
  readonly respond: Respond;
}

/** What is about to be acknowledged, which ends the platform's own patience. */
export type Acknowledging = Pick<Origin, 'platform' | 'community' | 'channel' | 'token'> & {
  readonly member: string;
  readonly invocationId: string;
  readonly locale?: string;
};

export interface Router {
  readonly commands: readonly Command[];
  /**
   * Writes that down, for another bot to tell the member should this one die over it. Resolves within a moment to what
   * is called once it is answered; never rejects.
   */
  readonly acknowledging: (what: Acknowledging) => Promise<() => void>;
  /** Answers through `respond` exactly once; never rejects. */
  readonly invoke: (invocation: Invocation) => Promise<void>;
  /** At most 25 choices; an empty list when anything is wrong. */
  readonly complete: (request: CompletionRequest) => Promise<readonly Choice[]>;
  /** Answers through `respond` exactly once; never rejects. */
  readonly press: (press: Press) => Promise<void>;
}
