/** @file The answer to one interaction: at once when it is there in time, else announced within three seconds and then filled in. */
import type { Phrase } from '../../say.ts';
import { TOO_LATE } from '../adapter.ts';
import { messageIn } from '../language/language.ts';
import { type Message, message as messageOf, type Reply } from '../message.ts';
import type { MessageRef } from '../platform.ts';
import type { Respond } from '../router.ts';
import type { DiscordApi } from './api.ts';
import { modalOf, type Modal } from './form.ts';
import type { DiscordMessage } from './payload.ts';
import { carriesKey, DISCORD } from './platform.ts';
import { asEdit, FLAGS, render } from './render.ts';
import type { ReplyToken } from './reply-token.ts';
import { isAcknowledged, isGone } from './rest-error.ts';
import type { TokenMemory } from './token-memory.ts';

/** Kinds of first answers to an interaction. */
export const CALLBACK = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;

export interface ResponseOptions {
  readonly api: DiscordApi;
  readonly tokens: TokenMemory;
  readonly token: ReplyToken;
  /** The message whose button was pressed. */
  readonly pressed: DiscordMessage | undefined;
  /** How it is announced when it takes long. */
  readonly visibility: 'private' | 'channel';
  /** How long it may take before it is announced. */
  readonly patienceMs: number;
  readonly locale: string;
  readonly fit: (message: Message) => Promise<Message>;
  readonly onError: (error: unknown) => void;
}

export interface Response {
  readonly respond: Respond;
  readonly open: (modal: Modal) => Promise<void>;
}

/** Announces itself when nothing was answered in time. */
export function beginResponse(options: ResponseOptions): Response {
  const { api, tokens, token, pressed, visibility, patienceMs, fit, onError, locale } = options;
  const briefly = (text: Phrase): Message => messageIn(messageOf({ text, ephemeral: true }), locale);
  /** Where it was announced: another process may have been first. */
  let announced: Promise<'here' | 'elsewhere' | 'failed'> | undefined;
  const timer = setTimeout(() => {
    announced = announce();
  }, patienceMs);

  async function announce(): Promise<'here' | 'elsewhere' | 'failed'> {
    try {
      if (pressed !== undefined) await api.callback(token, CALLBACK.deferredUpdate);
      else {
        const flags = visibility === 'private' ? FLAGS.ephemeral : 0;
        await api.callback(token, CALLBACK.deferredMessage, { flags });
      }
      return 'here';
    } catch (error) {
      if (isAcknowledged(error)) return 'elsewhere';
      onError(error);
      return 'failed';
    }
  }

  function remember(sent: DiscordMessage): MessageRef {
    tokens.keep(sent.id, token);
    return { platform: DISCORD, channel: sent.channel_id, message: sent.id };
  }

  /** The first answer is the message itself. */
  async function atOnce(message: Message, key: string | undefined): Promise<MessageRef | undefined> {
    const replaces = key !== undefined && pressed !== undefined && carriesKey(pressed, key);
    const rendered = render(message);
    const { body, files } = replaces ? asEdit(rendered) : rendered;
    // What nobody will edit need not come back.
    const more = { files, withMessage: key !== undefined };
    try {
      const sent = await api.callback(token, replaces ? CALLBACK.update : CALLBACK.message, body, more);
      return sent === undefined ? undefined : remember(sent);
    } catch (error) {
      // Sent twice because the first time's answer got lost, or answered by another process.
      if (isAcknowledged(error)) return key === undefined ? undefined : remember(await api.original(token));
      throw error;
    }
  }

  /** Something was announced: it becomes the message, or makes room for it. */
  async function later(message: Message, key: string | undefined): Promise<MessageRef> {
    if (pressed !== undefined) {
      const replaces = key !== undefined && carriesKey(pressed, key);
      const sent = replaces
        ? await api.editByToken(token, '@original', render(message))
        : await api.followUp(token, render(message));
      return remember(sent);
    }
    if (message.ephemeral === (visibility === 'private')) {
      return remember(await api.editByToken(token, '@original', render(message)));
    }
    await api.removeByToken(token, '@original').catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
    return remember(await api.followUp(token, render(message)));
  }

  async function show(message: Message, key: string | undefined): Promise<MessageRef | undefined> {
    const fitting = await fit(message);
    if (announced === undefined) return atOnce(fitting, key);
    if ((await announced) === 'elsewhere' && pressed === undefined) {
      // Of another process, unless it is still empty: then its announcement may be our own, whose answer got lost.
      const original = await api.original(token);
      if ((original.flags & FLAGS.loading) === 0) return key === undefined ? undefined : remember(original);
    }
    return later(fitting, key);
  }

  async function open(modal: Modal): Promise<void> {
    clearTimeout(timer);
    if (announced === undefined) await api.callback(token, CALLBACK.modal, modal);
    else await show(briefly(TOO_LATE), undefined);
  }

  return {
    open,
    async respond(reply: Reply) {
      clearTimeout(timer);
      switch (reply.kind) {
        case 'message':
          return show(reply.message, reply.key);
        case 'form':
          await open(modalOf(reply.form));
          return undefined;
        case 'done':
          // A command was asked before: whoever follows its request answers, and a word from here would take that place.
          if (pressed !== undefined && announced === undefined) {
            await api.callback(token, CALLBACK.deferredUpdate);
          }
          return undefined;
      }
    },
  };
}
