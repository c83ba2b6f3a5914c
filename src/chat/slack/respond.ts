/** @file Showing an answer on Slack: in the channel, to the member alone, in a form, or in place of the message that was pressed. */
import { type Phrase, say } from '../../say.ts';
import { messageIn } from '../language/language.ts';
import { type Message, message as messageOf, type Reply } from '../message.ts';
import type { MessageRef } from '../platform.ts';
import type { Respond } from '../router.ts';
import { isClosed, type SlackApi } from './api.ts';
import { actionView } from './form.ts';
import { openOrSay } from './open-view.ts';
import { formatPlace } from './place.ts';
import type { SlackPlatform } from './platform.ts';
import { render } from './render.ts';
import type { Listener, Whisper } from './whisper.ts';

/** Who waits for an answer, and the ways to give it. */
export interface Waiting extends Listener {
  readonly locale: string;
  /** Opens one form within three seconds. */
  readonly trigger: string | undefined;
  /** The message whose button was pressed. */
  readonly pressed: { readonly ref: MessageRef; readonly key: string | undefined } | undefined;
  /** Delivered before: its answer may stand there already. */
  readonly again: boolean;
}

export interface ResponderOptions {
  readonly api: SlackApi;
  readonly platform: SlackPlatform;
  readonly whisper: Whisper;
}

const IN_PRIVATE = say`I have answered in our private messages, so that only you see it.`;
const NO_FORM = say`I cannot open a form here: use the command itself, please.`;

export const createResponder =
  ({ api, platform, whisper: tell }: ResponderOptions) =>
  (waiting: Waiting): Respond =>
  async (reply: Reply) => {
    switch (reply.kind) {
      case 'done':
        return undefined;
      case 'form': {
        const { trigger, pressed, place, locale } = waiting;
        if (trigger === undefined) {
          await whisper(waiting, NO_FORM);
          return undefined;
        }
        const message = pressed && { channel: pressed.ref.channel, message: pressed.ref.message };
        const memory = {
          place: formatPlace(place),
          ...(message === undefined ? {} : { message }),
          ...(pressed?.key === undefined ? {} : { key: pressed.key }),
        };
        const tell = (sentence: Phrase) => whisper(waiting, sentence);
        await openOrSay(api, trigger, actionView(reply.form, memory, locale), tell);
        return undefined;
      }
      case 'message':
        if (reply.message.files !== undefined) return handOver(waiting, reply.message);
        return reply.key === undefined && reply.message.ephemeral
          ? whisper(waiting, reply.message)
          : keyed(waiting, reply.message, reply.key);
    }

    /** Files go into the messages between bot and member, which nobody else reads. */
    async function handOver(asked: Waiting, { text, files = [] }: Message): Promise<undefined> {
      const channel = await api.directChannel(asked.member);
      await api.handOver(channel, files, render(messageOf({ text }), [], undefined).text);
      return channel === asked.place.channel ? undefined : whisper(asked, IN_PRIVATE);
    }

    /** Stands where it can be kept up to date: privately, that is in the messages between bot and member. */
    async function keyed(
      { place, member, pressed, again }: Waiting,
      message: Message,
      key: string | undefined,
    ): Promise<MessageRef> {
      if (
        pressed?.key !== undefined &&
        pressed.key === key &&
        (await platform.update(pressed.ref, message))
      ) {
        return pressed.ref;
      }
      const target = { platform: platform.name, community: '', channel: formatPlace(place), member };
      if (again && key !== undefined) return platform.post(target, message, key);
      const direct = async (): Promise<MessageRef> => {
        const channel = await api.directChannel(member);
        const ref = await platform.postNew({ channel, thread: undefined }, member, message, key);
        if (channel !== place.channel) await whisper(waiting, IN_PRIVATE);
        return ref;
      };
      if (message.ephemeral) return direct();
      try {
        return await platform.postNew(place, member, message, key);
      } catch (error) {
        if (isClosed(error)) return direct();
        throw error;
      }
    }

    async function whisper(asked: Waiting, said: Message | Phrase): Promise<undefined> {
      const message: Message =
        'say' in said ? messageIn(messageOf({ text: said, ephemeral: true }), asked.locale) : said;
      await tell(asked, render(message, [], undefined));
      return undefined;
    }
  };

export const waiting = (parts: Pick<Waiting, 'place' | 'member' | 'locale'> & Partial<Waiting>): Waiting => ({
  hook: undefined,
  trigger: undefined,
  pressed: undefined,
  again: false,
  ...parts,
});
