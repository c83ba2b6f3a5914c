/** @file Slack as a platform: a message's key lies in its metadata, so that it is found again whoever looks. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Message, Picture } from '../message.ts';
import { type MessageRef, type Platform, UndeliverableError } from '../platform.ts';
import { type KeyedMessage, type SlackApi, isClosed, isGone, slackErrorOf } from './api.ts';
import { formatMessagePlace, formatPlace, parseMessagePlace, parsePlace, type Place } from './place.ts';
import { render, type ShownPicture } from './render.ts';
import type { Whisper } from './whisper.ts';

export const SLACK = 'slack';
/** Slack takes fifty changes of messages a minute in a workspace (chat.update is of its tier 3), more now and then. */
const EDIT_INTERVAL_MS = 1250;
/** A preview costs three more calls. */
const PREVIEW_INTERVAL_MS = 3000;

export interface SlackPlatform extends Platform {
  /** Posts without looking for a message of that key first: for the first answer to something new. */
  readonly postNew: (
    place: Place,
    member: string,
    message: Message,
    key: string | undefined,
  ) => Promise<MessageRef>;
  readonly update: (ref: MessageRef, message: Message) => Promise<boolean>;
}

export interface PlatformOptions {
  /** Makes pictures what Slack shows. */
  readonly fit: (message: Message) => Promise<Message>;
  readonly api: SlackApi;
  readonly whisper: Whisper;
  readonly now: () => number;
  /** How long Slack may take to look at an uploaded picture, in all. */
  readonly settleMs: number;
  readonly onError: (error: unknown) => void;
}

interface Keyed {
  readonly key: string;
  /** Before that it cannot have been posted. */
  readonly since: Date | undefined;
}

/** A preview's file, and when it was put there. */
interface Shown {
  readonly preview: string;
  readonly at: number;
}

export function createSlackPlatform(options: PlatformOptions): SlackPlatform {
  const { api, whisper, fit, now, settleMs, onError } = options;
  /** Previews that stand in messages which this process keeps up to date. */
  const previews = new Map<string, Shown>();
  const uploadAll = (pictures: readonly Picture[]): Promise<ShownPicture[]> =>
    Promise.all(pictures.map(async (one) => ({ fileId: await api.upload(one), altText: one.altText })));
  const quietly = (task: Promise<unknown>): void => {
    task.catch((error: unknown) => {
      if (slackErrorOf(error) === undefined) onError(error);
    });
  };

  /** Slack refuses blocks with a picture that it has not looked at yet. */
  async function whenSettled<T>(pictures: readonly ShownPicture[], send: () => Promise<T>): Promise<T> {
    const until = now() + settleMs;
    for (;;) {
      try {
        return await send();
      } catch (error) {
        const unsettled = pictures.length > 0 && slackErrorOf(error) === 'invalid_blocks';
        if (!unsettled || now() >= until) throw error;
        await delay(250);
      }
    }
  }

  async function postNew(
    place: Place,
    member: string,
    given: Message,
    key: string | undefined,
  ): Promise<MessageRef> {
    const message = await fit(given);
    const shown = await uploadAll(message.pictures);
    const direct = place.channel.startsWith('D') || member === '';
    const content = render(message, shown, direct ? undefined : member);
    const metadata = key === undefined ? undefined : { key, ...(member === '' ? {} : { member }) };
    const ts = await whenSettled(shown, () => api.post(place, content, metadata));
    return refOf(place, { ts, member: direct ? undefined : member });
  }

  /** The one that stands there, while it is young, or a newer one. */
  async function previewOf(
    before: Shown | undefined,
    picture: Picture | undefined,
  ): Promise<Shown | undefined> {
    if (picture === undefined) return undefined;
    if (before !== undefined && now() < before.at + PREVIEW_INTERVAL_MS) return before;
    return { preview: await api.upload(picture), at: now() };
  }

  async function update(ref: MessageRef, given: Message): Promise<boolean> {
    const message = await fit(given);
    const { ts, member } = parseMessagePlace(ref.message);
    const { progress } = message;
    const before = previews.get(ts);
    const after = await previewOf(before, progress?.preview);
    const altText = progress?.preview?.altText ?? '';
    const shown = [
      ...(await uploadAll(message.pictures)),
      ...(after === undefined ? [] : [{ fileId: after.preview, altText }]),
    ];
    const content = render(message, shown, member);
    let taken: boolean;
    try {
      const { channel } = parsePlace(ref.channel);
      taken = await whenSettled(shown, () => api.update(channel, ts, content, progress !== undefined));
    } catch (error) {
      if (!isGone(error) && !isClosed(error)) throw error;
      // Nobody sees its previews any more.
      previews.delete(ts);
      for (const one of new Set([before, after])) {
        if (one !== undefined) quietly(api.removeFile(one.preview));
      }
      return false;
    }
    const unseen = taken ? before : after;
    if (unseen !== undefined && before !== after) quietly(api.removeFile(unseen.preview));
    if (taken && after !== undefined) previews.set(ts, after);
    else if (taken) previews.delete(ts);
    return true;
  }

  async function standing(place: Place, { key, since }: Keyed): Promise<KeyedMessage | undefined> {
    try {
      return await api.keyed(place, key, since);
    } catch (error) {
      if (isClosed(error)) return undefined;
      throw error;
    }
  }

  async function postOnce(place: Place, member: string, message: Message, keyed: Keyed): Promise<MessageRef> {
    const { key } = keyed;
    const found = await standing(place, keyed);
    if (found === undefined) return postNew(place, member, message, key);
    const direct = place.channel.startsWith('D') || member === '';
    const ref = refOf(place, { ts: found.ts, member: direct ? undefined : member });
    return (await update(ref, message)) ? ref : postNew(place, member, message, key);
  }

  return {
    name: SLACK,
    editIntervalMs: EDIT_INTERVAL_MS,
    // One bot token is for one workspace.
    editsTogether: () => '',
    postNew,
    update,
    edit: update,
    async post({ channel, member }, message, key, since) {
      const keyed = { key, since };
      const directly = async (): Promise<MessageRef> =>
        postOnce({ channel: await api.directChannel(member), thread: undefined }, member, message, keyed);
      if (message.ephemeral) return directly();
      try {
        return await postOnce(parsePlace(channel), member, message, keyed);
      } catch (error) {
        if (!isClosed(error)) throw error;
        if (member === '') throw new UndeliverableError('nobody to tell instead', { cause: error });
        return directly();
      }
    },
    linkTo: ({ channel, message }) =>
      api.permalink(parsePlace(channel).channel, parseMessagePlace(message).ts),
    async remove(ref) {
      const { ts } = parseMessagePlace(ref.message);
      const place = parsePlace(ref.channel);
      previews.delete(ts);
      // Deleting a message leaves its pictures; those go as well.
      const found = await api.find(place, ts).catch(() => undefined);
      try {
        await api.remove(place.channel, ts);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
      await Promise.all((found?.files ?? []).map((file) => api.removeFile(file).catch(() => undefined)));
    },
    tellAsker: ({ channel, member, token: hook }, message) =>
      whisper({ place: parsePlace(channel), member, hook }, render(message, [], undefined)),
  };
}

export const refOf = (place: Place, message: Parameters<typeof formatMessagePlace>[0]): MessageRef => ({
  platform: SLACK,
  channel: formatPlace(place),
  message: formatMessagePlace(message),
});
