/** @file A message as every platform can show it: commands word it, and adapters get it in the reader's language. */
import type { Text } from '../say.ts';

export interface Picture<T extends Text = string> {
  readonly bytes: Uint8Array;
  readonly contentType: 'image/png' | 'image/jpeg' | 'image/webp';
  /** What a person who cannot see the picture should know of it; never empty. */
  readonly altText: T;
  readonly fileName: string;
}

/** A file that is handed over as it is. */
export interface MessageFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface Button<T extends Text = string> {
  readonly label: T;
  /** Opaque to adapters, at most 100 characters: given back verbatim to the router when somebody presses. */
  readonly actionId: string;
  readonly style: 'primary' | 'secondary' | 'danger';
}

export interface Progress<T extends Text = string> {
  /** From 0 (queued) to 1 (done). */
  readonly fraction: number;
  /** One line in words: "Third in the queue, about 12 s". */
  readonly label: T;
  readonly preview: Picture<T> | undefined;
}

export interface Message<T extends Text = string> {
  /** Plain text; line breaks count, markup does not. May be empty when there are pictures. */
  readonly text: T;
  /** One to ten; several are laid out as a grid, in order. */
  readonly pictures: readonly Picture<T>[];
  /** Only in private messages that are not kept up to date. */
  readonly files?: readonly MessageFile[];
  readonly buttons: readonly Button<T>[];
  readonly progress: Progress<T> | undefined;
  /** An address to go to, such as that of the message that it is about. */
  readonly link?: string | undefined;
  /** Only the member to whom it answers may see it. */
  readonly ephemeral: boolean;
}

/** A dialog with text fields that a platform shows as its answer to a command or a button. */
export interface Form<T extends Text = string> {
  readonly title: T;
  /** Given back verbatim to the router, with the fields, when the member submits. */
  readonly actionId: string;
  readonly submitLabel: T;
  readonly fields: readonly FormField<T>[];
}

export interface FormField<T extends Text = string> {
  readonly name: string;
  readonly label: T;
  readonly value: string;
  readonly multiline: boolean;
  readonly required: boolean;
  readonly maxLength: number;
}

/** Action id of the button that opens the portrait maker; a platform that has none leaves such a button out. */
export const OPEN_PORTRAIT_MAKER = 'open:portrait-maker';

/** What a command or a button answers. A `message` with a key is kept up to date by the courier under that key. */
export type Reply<T extends Text = string> =
  | {
      readonly kind: 'message';
      readonly message: Message<T>;
      readonly key: string | undefined;
      /** Id of another member's request that it shows: when that is taken away, this goes with it. */
      readonly copyOf?: string;
    }
  | { readonly kind: 'form'; readonly form: Form<T> }
  /** Nothing to show: the effect itself is visible (a deleted message). */
  | { readonly kind: 'done' };

/** As commands write them: worded, and not yet in anybody's language. */
export type WordedMessage = Message<Text>;
export type WordedButton = Button<Text>;
export type WordedPicture = Picture<Text>;
export type WordedReply = Reply<Text>;

export type MessageParts<T extends Text = Text> = Partial<Message<T>> & Pick<Message<T>, 'text'>;

/** A message with the usual blanks filled in: public, no pictures, no buttons, no progress. */
export function message(parts: MessageParts<string>): Message;
export function message(parts: MessageParts): WordedMessage;
export function message(parts: MessageParts): WordedMessage {
  return { pictures: [], buttons: [], progress: undefined, ephemeral: false, ...parts };
}

/** A reply in the channel, for everybody to see. */
export function publicly(parts: MessageParts<string>, key?: string): Reply;
export function publicly(parts: MessageParts, key?: string): WordedReply;
export function publicly(parts: MessageParts, key?: string): WordedReply {
  return { kind: 'message', message: message(parts), key };
}

/** A reply that only the member sees. */
export function privately(text: string, parts?: Partial<Message>, key?: string): Reply;
export function privately(text: Text, parts?: Partial<WordedMessage>, key?: string): WordedReply;
export function privately(text: Text, parts: Partial<WordedMessage> = {}, key?: string): WordedReply {
  return { kind: 'message', message: message({ ...parts, text, ephemeral: true }), key };
}
