/** @file Discord as a platform: posts under a key once, edits within fifteen minutes by the interaction's token and then as the bot. */
import type { Message } from '../message.ts';
import { type MessageRef, type Platform, type ReplyTarget, UndeliverableError } from '../platform.ts';
import type { DiscordApi } from './api.ts';
import { customIdsOf, type DiscordMessage } from './payload.ts';
import { FLAGS, render } from './render.ts';
import { isFresh, parseReplyToken, type ReplyToken, timeOf } from './reply-token.ts';
import { isForbidden, isGone, isTooLarge } from './rest-error.ts';
import { createRoom, EVERYWHERE } from './room.ts';
import type { TokenMemory } from './token-memory.ts';

export const DISCORD = 'discord';
/** A webhook takes five calls in two seconds; another bot process may share it for a moment. */
const EDIT_INTERVAL_MS = 1200;
/** Of a hundred messages each: how far back it looks for one of its own. */
const MAX_PAGES = 20;
/** So much may Discord's clock and ours differ. */
const SKEW_MS = 5 * 60_000;

interface Keyed {
  readonly key: string;
  /** Before that it cannot have been posted. */
  readonly since: Date | undefined;
}

/** `fileBytes`: what may be a file's size where that is known. */
export type Fit = (message: Message, fileBytes?: number) => Promise<Message>;

export interface PlatformOptions {
  readonly api: DiscordApi;
  readonly tokens: TokenMemory;
  readonly now: () => number;
  /** Makes pictures fit what Discord takes. */
  readonly fit: Fit;
}

export function createDiscordPlatform({ api, tokens, now, fit }: PlatformOptions): Platform {
  const room = createRoom({ api, now });
  const refOf = ({ id, channel_id: channel }: DiscordMessage): MessageRef => ({
    platform: DISCORD,
    channel,
    message: id,
  });

  /** Into the answer that the member is waiting for, while its token lives. */
  async function intoAnswer(token: ReplyToken, given: Message, key: string): Promise<MessageRef | undefined> {
    const message = await fit(given, token.fileBytes);
    try {
      const original = await api.original(token);
      const sent = isPlaceOf(original, token, message, key)
        ? await api.editByToken(token, original.id, render(message))
        : message.ephemeral
          ? await api.followUp(token, render(message))
          : undefined;
      if (sent === undefined) return undefined;
      tokens.keep(sent.id, token);
      return refOf(sent);
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  /** In the room that the bot itself has in that channel; where that is less than it seemed, in what every channel has. */
  async function inRoom<T>(
    channel: string,
    given: Message,
    send: (message: Message) => Promise<T>,
  ): Promise<T> {
    const largest = Math.max(0, ...given.pictures.map(({ bytes }) => bytes.byteLength));
    if (largest <= EVERYWHERE) return send(await fit(given));
    try {
      return await send(await fit(given, await room.of(channel)));
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      return send(await fit(given));
    }
  }

  const asBot = (
    channel: string,
    given: Message,
    { key, since }: Keyed,
    mention: string | undefined,
  ): Promise<MessageRef> =>
    inRoom(channel, given, async (message) => {
      const content = render({ ...message, ephemeral: false }, mention);
      const standing = await findKey(api, channel, key, since);
      if (standing !== undefined) return refOf(await api.edit(channel, standing.id, content));
      return refOf(await api.post(channel, content, key));
    });

  return {
    name: DISCORD,
    editIntervalMs: EDIT_INTERVAL_MS,
    async post(target: ReplyTarget, given, key, since) {
      const token = parseReplyToken(target.token);
      if (token !== undefined && isFresh(token, now())) {
        const ref = await intoAnswer(token, given, key);
        if (ref !== undefined) return ref;
      }
      const keyed = { key, since };
      // What is for one member's eyes goes to the member; so does what the bot may not post in the channel.
      const directly = async (): Promise<MessageRef> =>
        asBot(await api.directChannel(target.member), given, keyed, undefined);
      if (given.ephemeral) return directly();
      try {
        return await asBot(target.channel, given, keyed, target.member === '' ? undefined : target.member);
      } catch (error) {
        if (!isForbidden(error) && !isGone(error)) throw error;
        if (target.member === '') throw new UndeliverableError('nobody to tell instead', { cause: error });
        return directly();
      }
    },
    async edit({ channel, message: id }, given) {
      const token = tokens.of(id);
      try {
        if (token === undefined)
          await inRoom(channel, given, (message) => api.edit(channel, id, render(message)));
        else await api.editByToken(token, id, render(await fit(given, token.fileBytes)));
        return true;
      } catch (error) {
        if (!isGone(error) && !isForbidden(error)) throw error;
        tokens.forget(id);
        return false;
      }
    },
    linkTo: ({ channel, message }, community) =>
      Promise.resolve(`https://discord.com/channels/${community || '@me'}/${channel}/${message}`),
    async remove({ channel, message: id }) {
      const token = tokens.of(id);
      try {
        if (token === undefined) await api.remove(channel, id);
        else await api.removeByToken(token, id);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
    async tellAsker(target, message) {
      const token = parseReplyToken(target.token);
      if (token === undefined || !isFresh(token, now())) return;
      const content = render(message);
      try {
        if (token.original === 'pressed') await api.followUp(token, content);
        else if (isAwaited(await api.original(token))) await api.editByToken(token, '@original', content);
      } catch (error) {
        // It was never acknowledged: Discord itself has said so.
        if (!isGone(error)) throw error;
      }
    },
  };
}

/** Buttons carry the id of their request. */
export const carriesKey = (message: Pick<DiscordMessage, 'components'>, key: string): boolean =>
  customIdsOf(message).some((id) => id.split('.')[1] === key);

const isAwaited = ({ flags }: DiscordMessage): boolean => (flags & FLAGS.loading) !== 0;

/** Whether `@original` is where the message of that key stands or is awaited. */
function isPlaceOf(original: DiscordMessage, token: ReplyToken, message: Message, key: string): boolean {
  const isPrivate = (original.flags & FLAGS.ephemeral) !== 0;
  if (isPrivate !== message.ephemeral) return false;
  if (token.original === 'answer' || carriesKey(original, key)) return true;
  // A private card whose button was pressed, which by now shows how far it is.
  return isPrivate && customIdsOf(original).length === 0;
}

/** The bot's own message of that key, back to that time; without the right to look, the nonce has to do. */
async function findKey(
  api: DiscordApi,
  channel: string,
  key: string,
  since: Date | undefined,
): Promise<DiscordMessage | undefined> {
  let before: string | undefined;
  try {
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const shown = await api.recent(channel, before);
      const found = shown.find((one) => one.nonce === key || carriesKey(one, key));
      before = shown.at(-1)?.id;
      const mayBeOlder =
        since !== undefined && before !== undefined && timeOf(before) > since.getTime() - SKEW_MS;
      if (found !== undefined || !mayBeOlder) return found;
    }
    return undefined;
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}
