/** @file What a browser sends, done: each event is answered, whatever it was. */
import { UserError } from '../../errors.ts';
import { say, type Text } from '../../say.ts';
import { isUnreachable } from '../../queue/unreachable.ts';
import { FAULT, STOPPING } from '../adapter.ts';
import type { DescribedCommand } from '../describe.ts';
import { inLocale } from '../language/language.ts';
import type { Reply } from '../message.ts';
import type { RawOptions, RawValue } from '../option.ts';
import type { MessageRef } from '../platform.ts';
import type { Origin, Respond, Router } from '../router.ts';
import { type Channel, WEB } from './channel.ts';
import type { Client, Hub } from './hub.ts';
import { invocationText } from './invocation-text.ts';
import { cleanName } from './member-name.ts';
import type { MemberNames } from './member-names.ts';
import { type ClientEvent, type OptionValue, parseClientEvent, requestIdOf } from './protocol.ts';
import type { Registered } from './registered.ts';
import type { Uploads } from './uploads.ts';
import type { InvocationView } from './view.ts';

export interface EventHandlerOptions {
  readonly router: () => Router | undefined;
  readonly commands: () => readonly DescribedCommand[];
  readonly channel: Channel;
  readonly hub: Hub;
  readonly names: MemberNames;
  readonly uploads: Uploads;
  /** Whoever opens the page owns the place: it is reached from this machine only. */
  readonly ownersOnly: boolean;
  readonly registered: Registered;
  readonly onError: (error: unknown) => void;
}

export interface Sender extends Client {
  /** Of this connection: with a request's id it names one invocation. */
  readonly connectionId: string;
  /** What the form with that action id was asked for by. */
  readonly formTitles: Map<string, string>;
}

/** Handles one text frame; never rejects. */
export type EventHandler = (sender: Sender, frame: string) => Promise<void>;

const AWAY = say`I cannot reach my store right now, so nothing can be kept. Please try again in a minute.`;

export function createEventHandler(options: EventHandlerOptions): EventHandler {
  const { channel, onError } = options;
  return async (sender, frame) => {
    try {
      await handle(sender, parseClientEvent(frame));
    } catch (error) {
      if (!(error instanceof UserError)) onError(error);
      const sentence = inLocale(sentenceFor(error), sender.locale);
      sender.send({ type: 'refused', requestId: requestIdOf(frame), sentence });
    }
  };

  async function handle(sender: Sender, event: ClientEvent): Promise<void> {
    switch (event.type) {
      case 'say':
        await channel.say(sender.member, event.text);
        break;
      case 'invoke':
        await invoke(options, sender, event);
        void options.registered.tell(sender.member.id);
        break;
      case 'complete':
        await complete(options, sender, event);
        return;
      case 'press':
        await press(options, sender, event);
        void options.registered.tell(sender.member.id);
        break;
      case 'earlier': {
        const page = await channel.store.page(sender.member.id, event.before);
        sender.send({ type: 'earlier', ...page });
        return;
      }
      case 'dismiss': {
        const stored = await channel.store.get(event.messageId);
        // One's own private ones only; others are taken away by their buttons.
        if (stored?.visibleTo === sender.member.id) await channel.remove(event.messageId);
        return;
      }
      case 'rename':
        await rename(options, sender, event.name);
        break;
    }
    sender.send({ type: 'answered', requestId: event.requestId });
  }
}

function sentenceFor(error: unknown): Text {
  if (error instanceof UserError) return error.text;
  return isUnreachable(error) ? AWAY : FAULT;
}

const routerOf = ({ router }: EventHandlerOptions): Router => {
  const found = router();
  if (found === undefined) throw new UserError('starting', STOPPING);
  return found;
};

const originOf = (
  { channel, ownersOnly }: EventHandlerOptions,
  sender: Sender,
  requestId: string,
): Origin => ({
  platform: WEB,
  community: WEB,
  channel: channel.name,
  author: {
    id: sender.member.id,
    displayName: sender.member.name,
    rank: () => Promise.resolve(ownersOnly ? 'manager' : 'member'),
  },
  locale: sender.locale,
  invocationId: `${sender.connectionId} ${requestId}`,
});

async function invoke(
  options: EventHandlerOptions,
  sender: Sender,
  event: Extract<ClientEvent, { type: 'invoke' }>,
): Promise<void> {
  const { uploads, names, commands } = options;
  const { member } = sender;
  const described = commands().find(
    (one) => one.name === event.command && one.subcommand === event.subcommand,
  );
  const toRaw = async (name: string, value: OptionValue): Promise<RawValue> => {
    if (typeof value === 'string' && described?.options.find((one) => one.name === name)?.type === 'user') {
      return memberOf(options, value) ?? value;
    }
    if (name === 'prompt' && typeof value === 'string') return withMentions(options, value);
    if (typeof value !== 'object') return value;
    if ('member' in value) {
      return { kind: 'member', id: value.member, displayName: await names.of(value.member) };
    }
    const attachment = uploads.attachment(member.id, value.upload);
    if (attachment !== undefined) return attachment;
    throw new UserError('upload-gone', 'The attached picture is not here any more: attach it again.');
  };
  const entries = Object.entries(event.options).map(
    async ([name, value]) => [name, await toRaw(name, value)] as const,
  );
  const raw: RawOptions = Object.fromEntries(await Promise.all(entries));
  const fileName = (id: string): string | undefined => uploads.attachment(member.id, id)?.fileName;
  const text = invocationText(event, commands(), fileName);
  await routerOf(options).invoke({
    ...originOf(options, sender, event.requestId),
    command: event.command,
    ...(event.subcommand === undefined ? {} : { subcommand: event.subcommand }),
    options: raw,
    respond: respondTo(options, sender, { member, text }),
  });
}

/** `@name` of members who are here as every platform writes a mention: `<@id>`. */
function withMentions({ hub }: EventHandlerOptions, prompt: string): string {
  const members = new Map(hub.clients().map(({ member }) => [member.id, member.name]));
  const longestFirst = [...members].sort(([, a], [, b]) => b.length - a.length);
  return longestFirst.reduce(
    (text, [id, name]) =>
      text.replaceAll(
        new RegExp(`(?<![\\p{L}\\p{N}<])@${escapeRegExp(name)}(?![\\p{L}\\p{N}])`, 'giu'),
        `<@${id}>`,
      ),
    prompt,
  );
}

const escapeRegExp = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

/** A member who is here, by name or id, with or without "@"; somebody who is not, by id alone. */
function memberOf({ hub }: EventHandlerOptions, typed: string): RawValue | undefined {
  const name = typed.trim().replace(/^@/, '');
  const here = hub
    .clients()
    .map(({ member }) => member)
    .find((one) => one.id === name || one.name.toLowerCase() === name.toLowerCase());
  if (here !== undefined) return { kind: 'member', id: here.id, displayName: here.name };
  return /^[a-z2-7]{20}$/.test(name) ? { kind: 'member', id: name, displayName: name } : undefined;
}

async function complete(
  options: EventHandlerOptions,
  sender: Sender,
  event: Extract<ClientEvent, { type: 'complete' }>,
): Promise<void> {
  const { command, subcommand, option, typed, requestId } = event;
  const choices = await routerOf(options).complete({
    ...originOf(options, sender, requestId),
    command,
    ...(subcommand === undefined ? {} : { subcommand }),
    option,
    typed,
  });
  sender.send({ type: 'choices', requestId, choices });
}

async function press(
  options: EventHandlerOptions,
  sender: Sender,
  event: Extract<ClientEvent, { type: 'press' }>,
): Promise<void> {
  const { actionId, fields, messageId, requestId } = event;
  const { message, label } = await pressed(options, sender, actionId, messageId);
  const text = label ?? sender.formTitles.get(actionId);
  const { member } = sender;
  await routerOf(options).press({
    ...originOf(options, sender, requestId),
    actionId,
    fields,
    message,
    respond: respondTo(options, sender, text === undefined ? undefined : { member, text }),
  });
}

/** The message of a button, if it really carries it: nobody presses his own button on another's message. */
async function pressed(
  { channel }: EventHandlerOptions,
  { member }: Sender,
  actionId: string,
  messageId: string | undefined,
): Promise<{ readonly message: MessageRef | undefined; readonly label: string | undefined }> {
  // While the store is away the router still answers; it says so itself.
  const stored =
    messageId === undefined ? undefined : await channel.store.get(messageId).catch(() => undefined);
  const button = stored?.view.buttons.find((one) => one.actionId === actionId);
  const visible = stored?.visibleTo === undefined || stored.visibleTo === member.id;
  if (button === undefined || messageId === undefined || !visible)
    return { message: undefined, label: undefined };
  return { message: { platform: WEB, channel: channel.name, message: messageId }, label: button.label };
}

async function rename({ names, hub }: EventHandlerOptions, { member }: Sender, given: string): Promise<void> {
  const name = cleanName(given);
  if (name === undefined)
    throw new UserError('name-empty', 'A name needs at least one letter: choose another one.');
  await names.set(member.id, name);
  hub.rename({ id: member.id, name });
}

/** A keyed answer stands in the channel; a private one without key is only shown. */
function respondTo(
  { channel }: EventHandlerOptions,
  sender: Sender,
  invocation: InvocationView | undefined,
): Respond {
  return async (reply: Reply) => {
    switch (reply.kind) {
      case 'done':
        return undefined;
      case 'form':
        sender.formTitles.set(reply.form.actionId, reply.form.title);
        sender.send({ type: 'form', form: reply.form });
        return undefined;
      case 'message':
        if (reply.key === undefined && reply.message.ephemeral) {
          channel.whisper(reply.message, sender.member, invocation);
          return undefined;
        }
        return channel.post(reply.message, reply.key, { memberId: sender.member.id, invocation });
    }
  };
}
