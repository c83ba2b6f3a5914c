/** @file A message as every platform can show it; adapters translate it, commands and the courier write it. */

export interface Picture {
  readonly bytes: Uint8Array;
  readonly contentType: 'image/png' | 'image/jpeg' | 'image/webp';
  /** What a person who cannot see the picture should know of it; never empty. */
  readonly altText: string;
  readonly fileName: string;
}

/** A file that is handed over as it is. */
export interface MessageFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface Button {
  readonly label: string;
  /** Opaque to adapters, at most 100 characters: given back verbatim to the router when somebody presses. */
  readonly actionId: string;
  readonly style: 'primary' | 'secondary' | 'danger';
}

export interface Progress {
  /** From 0 (queued) to 1 (done). */
  readonly fraction: number;
  /** One line in words: "Third in the queue, about 12 s". */
  readonly label: string;
  readonly preview: Picture | undefined;
}

export interface Message {
  /** Plain text; line breaks count, markup does not. May be empty when there are pictures. */
  readonly text: string;
  /** One to ten; several are laid out as a grid, in order. */
  readonly pictures: readonly Picture[];
  /** Only in private messages that are not kept up to date. */
  readonly files?: readonly MessageFile[];
  readonly buttons: readonly Button[];
  readonly progress: Progress | undefined;
  /** Only the member to whom it answers may see it. */
  readonly ephemeral: boolean;
}

/** A dialog with text fields that a platform shows as its answer to a command or a button. */
export interface Form {
  readonly title: string;
  /** Given back verbatim to the router, with the fields, when the member submits. */
  readonly actionId: string;
  readonly submitLabel: string;
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly multiline: boolean;
  readonly required: boolean;
  readonly maxLength: number;
}

/** Action id of the button that opens the portrait maker; a platform that has none leaves such a button out. */
export const OPEN_PORTRAIT_MAKER = 'open:portrait-maker';

/** What a command or a button answers. A `message` with a key is kept up to date by the courier under that key. */
export type Reply =
  | {
      readonly kind: 'message';
      readonly message: Message;
      readonly key: string | undefined;
      /** Id of another member's request that it shows: when that is taken away, this goes with it. */
      readonly copyOf?: string;
    }
  | { readonly kind: 'form'; readonly form: Form }
  /** Nothing to show: the effect itself is visible (a deleted message). */
  | { readonly kind: 'done' };

export type MessageParts = Partial<Message> & Pick<Message, 'text'>;

/** A message with the usual blanks filled in: public, no pictures, no buttons, no progress. */
export const message = (parts: MessageParts): Message => ({
  pictures: [],
  buttons: [],
  progress: undefined,
  ephemeral: false,
  ...parts,
});

/** A reply in the channel, for everybody to see. */
export const publicly = (parts: MessageParts, key?: string): Reply => ({
  kind: 'message',
  message: message(parts),
  key,
});

/** A reply that only the member sees. */
export const privately = (text: string, parts: Partial<Message> = {}, key?: string): Reply => ({
  kind: 'message',
  message: message({ ...parts, text, ephemeral: true }),
  key,
});
