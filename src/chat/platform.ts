/** @file What a chat platform (Discord, Slack, the web chat, a test) does for the bot. */
import { z } from 'zod';
import type { Message } from './message.ts';

/** Where an answer goes; kept in the store until the picture is posted, so it is plain data. */
export const replyTargetSchema = z.object({
  /** Name of the platform that the command came from. */
  platform: z.string().min(1).max(32),
  /** Guild, workspace or web room set; ids are the platform's own. */
  community: z.string().max(128),
  channel: z.string().min(1).max(128),
  /** Who asked, the platform's own id; the one who sees ephemeral messages. */
  member: z.string().min(1).max(128),
  /** What the platform needs besides to answer this invocation, such as an interaction token. */
  token: z.string().max(2048).optional(),
});
export type ReplyTarget = z.infer<typeof replyTargetSchema>;

/** Where a posted message stands. */
export const messageRefSchema = z.object({
  platform: z.string().min(1).max(32),
  channel: z.string().min(1).max(128),
  message: z.string().min(1).max(256),
});
export type MessageRef = z.infer<typeof messageRefSchema>;

/** The channel is gone, or the bot may not write there any more: trying again will not help. */
export class UndeliverableError extends Error {
  override readonly name = 'UndeliverableError';
}

export interface Platform {
  readonly name: string;
  /** The shortest time between two edits of one message that the platform's rate limit allows. */
  readonly editIntervalMs: number;
  /** Names what edits are counted by, where that is more than one message, such as its channel. */
  readonly editsTogether?: (ref: MessageRef) => string;
  /**
   * Posts a message under an idempotency key of the caller's. When a message of that key already stands in the
   * target's channel, it is replaced instead, and its ref is returned: posting twice shows one message. It is looked for
   * back to `since`, where that is given, as far as the platform lets one look. Throws UndeliverableError where nothing can
   * be posted for good; any other error is tried again.
   */
  readonly post: (target: ReplyTarget, message: Message, key: string, since?: Date) => Promise<MessageRef>;
  /** Replaces a message; resolves to false when it no longer exists. */
  readonly edit: (ref: MessageRef, message: Message) => Promise<boolean>;
  /** The address at which members find a message, on platforms that have such. */
  readonly linkTo?: (ref: MessageRef, community: string) => Promise<string | undefined>;
  /** Takes a message away; one that no longer exists is no error. */
  readonly remove: (ref: MessageRef) => Promise<void>;
  /**
   * Says something to whoever still waits for an answer, to that member alone where the platform can; does nothing where
   * an answer stands already or nobody can be told any more. Left out where nobody waits without seeing that it is in vain.
   */
  readonly tellAsker?: (target: ReplyTarget, message: Message) => Promise<void>;
}
