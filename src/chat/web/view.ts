/** @file What the web chat's server tells its page: plain data, the same for every browser. */
import type { DescribedCommand } from '../describe.ts';
import type { Button, Form } from '../message.ts';
import type { Choice } from '../option.ts';

export interface MemberView {
  readonly id: string;
  readonly name: string;
}

export interface PictureView {
  /** Path on this server, with an unguessable id. */
  readonly url: string;
  readonly altText: string;
  readonly fileName: string;
}

/** A file that the page holds itself, as a data URL. */
export interface FileView {
  readonly url: string;
  readonly fileName: string;
}

export interface ProgressView {
  readonly fraction: number;
  readonly label: string;
  readonly preview: PictureView | undefined;
}

/** Which command a message answers: "Ada used /imagine S* as a chef". */
export interface InvocationView {
  readonly member: MemberView;
  readonly text: string;
}

export interface MessageView {
  readonly id: string;
  /** Messages of a channel stand in this order; what is not kept has none, and stands where it comes. */
  readonly order: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Undefined: the bot's. */
  readonly author: MemberView | undefined;
  readonly invocation: InvocationView | undefined;
  readonly text: string;
  readonly pictures: readonly PictureView[];
  /** To be saved; only in messages that are not kept. */
  readonly files?: readonly FileView[];
  readonly buttons: readonly Button[];
  readonly progress: ProgressView | undefined;
  readonly ephemeral: boolean;
  /** Whether the server keeps it: what it does not keep is gone when the page is left. */
  readonly kept: boolean;
  /** How often it has changed; a later version replaces an earlier one. */
  readonly version: number;
}

export interface UploadView {
  readonly id: string;
  readonly fileName: string;
  readonly size: number;
}

export interface WebLimits {
  readonly maxUploadBytes: number;
  readonly maxTextLength: number;
}

export type ServerEvent =
  | {
      readonly type: 'welcome';
      readonly me: MemberView;
      readonly channel: string;
      readonly commands: readonly DescribedCommand[];
      readonly limits: WebLimits;
      readonly messages: readonly MessageView[];
      readonly more: boolean;
      /** Whether the member has an identity. */
      readonly registered: boolean;
      /** False while the store does not answer: the page says so and waits for the next welcome. */
      readonly storeReachable: boolean;
    }
  | { readonly type: 'message'; readonly message: MessageView }
  | { readonly type: 'removed'; readonly id: string }
  | { readonly type: 'earlier'; readonly messages: readonly MessageView[]; readonly more: boolean }
  | { readonly type: 'choices'; readonly requestId: string; readonly choices: readonly Choice[] }
  | { readonly type: 'form'; readonly form: Form }
  /** The request of that id has been answered, whatever else came of it. */
  | { readonly type: 'answered'; readonly requestId: string }
  | { readonly type: 'refused'; readonly requestId: string | undefined; readonly sentence: string }
  | { readonly type: 'registered'; readonly registered: boolean }
  | { readonly type: 'renamed'; readonly me: MemberView }
  | { readonly type: 'present'; readonly members: readonly MemberView[] };
