/** @file Who asks, where, and with what a command may work. */
import type { Rank } from '../moderation/community.ts';
import type { ReplyTarget } from './platform.ts';
import type { Services } from './services.ts';

export interface Author {
  /** The platform's own id of the member. */
  readonly id: string;
  readonly displayName: string;
  /** Which of these roles of the community the member has; asked only where it matters. Left out: there are no roles. */
  readonly rolesAmong?: (roles: readonly string[]) => Promise<readonly string[]>;
  /** What the platform lets the member do in the community; asked only where it matters. Left out: a plain member. */
  readonly rank?: () => Promise<Rank>;
}

export interface CommandContext {
  readonly author: Author;
  readonly platform: string;
  readonly community: string;
  readonly channel: string;
  /** The channel itself, where `channel` is a thread in it. */
  readonly parent?: string;
  /** BCP 47, as the platform names it ("en-GB", "de"). */
  readonly locale: string;
  /** For the request that this invocation makes: the same when the platform delivers the invocation again. */
  readonly requestId: string;
  /** Where the answer, and later the picture, goes. */
  readonly replyTo: ReplyTarget;
  readonly services: Services;
}
