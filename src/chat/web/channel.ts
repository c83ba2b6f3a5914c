/** @file The channel as the bot and the browsers use it: kept in the store, told to everybody who may see it. */
import { newId } from '../../identity/id.ts';
import type { Message } from '../message.ts';
import type { MessageRef } from '../platform.ts';
import type { Broadcast } from './broadcast.ts';
import type { ChannelStore, MessageHead, StoredMessage } from './channel-store.ts';
import type { Hub } from './hub.ts';
import type { InvocationView, MemberView, MessageView } from './view.ts';

export const WEB = 'web';

export interface Channel {
  readonly name: string;
  readonly store: ChannelStore;
  readonly post: (
    message: Message,
    key: string | undefined,
    /** Who sees it when it is private, and which command it answers. */
    asked: { readonly memberId: string; readonly invocation: InvocationView | undefined },
  ) => Promise<MessageRef>;
  readonly say: (author: MemberView, text: string) => Promise<void>;
  readonly edit: (id: string, message: Message) => Promise<boolean>;
  readonly remove: (id: string) => Promise<void>;
  /** Shows a message to one member's open browsers and keeps nothing. */
  readonly whisper: (message: Message, member: MemberView, invocation: InvocationView | undefined) => void;
}

export interface ChannelOptions {
  readonly name: string;
  readonly store: ChannelStore;
  readonly broadcast: Broadcast;
  readonly hub: Hub;
  readonly now: () => number;
}

export function createChannel({ name, store, broadcast, hub, now }: ChannelOptions): Channel {
  const ref = (id: string): MessageRef => ({ platform: WEB, channel: name, message: id });
  const tell = ({ view, visibleTo }: StoredMessage): Promise<void> =>
    broadcast.publish({ type: 'message', message: view }, visibleTo);
  return {
    name,
    store,
    async post(message, key, { memberId, invocation }) {
      const head: MessageHead = {
        at: now(),
        invocation,
        visibleTo: message.ephemeral ? memberId : undefined,
      };
      const stored = await store.post(head, message, key);
      await tell(stored);
      return ref(stored.view.id);
    },
    async say(author, text) {
      const plain: Message = { text, pictures: [], buttons: [], progress: undefined, ephemeral: false };
      await tell(await store.post({ at: now(), author }, plain, undefined));
    },
    async edit(id, message) {
      const stored = await store.edit(id, message);
      if (stored !== undefined) await tell(stored);
      return stored !== undefined;
    },
    async remove(id) {
      const removed = await store.remove(id);
      if (removed !== undefined) await broadcast.publish({ type: 'removed', id }, removed.visibleTo);
    },
    whisper(message, member, invocation) {
      const view: MessageView = {
        id: newId(),
        order: 0,
        at: now(),
        author: undefined,
        invocation,
        text: message.text,
        pictures: message.pictures.map(({ bytes, contentType, altText, fileName }) => ({
          url: dataUrl(contentType, bytes),
          altText,
          fileName,
        })),
        ...(message.files === undefined
          ? {}
          : {
              files: message.files.map(({ bytes, contentType, fileName }) => ({
                url: dataUrl(contentType, bytes),
                fileName,
              })),
            }),
        buttons: message.buttons,
        progress: undefined,
        ephemeral: true,
        kept: false,
        version: 1,
      };
      hub.tell({ type: 'message', message: view }, member.id);
    },
  };
}

const dataUrl = (contentType: string, bytes: Uint8Array): string =>
  `data:${contentType};base64,${Buffer.from(bytes).toString('base64')}`;
