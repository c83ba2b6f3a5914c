/** @file Opening a command's form on Slack: from a shortcut, or where a command lacks what it needs; says so where it is too late. */
import type { Text } from '../../say.ts';
import { TOO_LATE } from '../adapter.ts';
import type { DescribedCommand } from '../describe.ts';
import { messageIn } from '../language/language.ts';
import { message as messageOf } from '../message.ts';
import type { Router } from '../router.ts';
import { describedCommand, promptFrom, shortcuts } from '../shortcut.ts';
import { isTooLate, type SlackApi } from './api.ts';
import { commandView } from './form.ts';
import type { ShortcutBody } from './payload.ts';
import { formatPlace, type Place } from './place.ts';
import type { Profiles } from './profiles.ts';
import { unescapeText } from './render.ts';
import { type createResponder, type Waiting, waiting } from './respond.ts';

interface FormContext {
  readonly api: SlackApi;
  readonly notes: Readonly<Record<string, Text>>;
  readonly profiles: Profiles;
  readonly respondTo: ReturnType<typeof createResponder>;
}

export const noteOf = ({ notes }: FormContext, { name, subcommand }: DescribedCommand): Text | undefined =>
  notes[[name, subcommand].filter(Boolean).join(' ')];

export async function openShortcut(context: FormContext, router: Router, body: ShortcutBody): Promise<void> {
  const { callback_id: id, trigger_id: trigger } = body;
  const from = body.type === 'message_action' ? body : undefined;
  const channel = from?.channel?.id;
  const place: Place | undefined =
    channel === undefined ? undefined : { channel, thread: from?.message.thread_ts ?? from?.message.ts };
  await openForm(context, router, {
    id,
    trigger,
    place,
    text: unescapeText(from?.message.text ?? ''),
    member: body.user.id,
  });
}

interface Opening {
  readonly id: string;
  readonly trigger: string;
  readonly place: Place | undefined;
  readonly text: string;
  readonly member: string;
}

export async function openForm(
  context: FormContext,
  router: Router,
  { id, trigger, place, text, member }: Opening,
): Promise<void> {
  const shortcut = shortcuts.find((one) => one.id === id && one.from !== 'member');
  const command = shortcut && describedCommand(router.commands, shortcut.command, shortcut.subcommand);
  if (shortcut === undefined || command === undefined) return;
  const max = command.options.find(({ name }) => name === shortcut.option)?.max ?? 100;
  const given =
    shortcut.option === undefined || text.trim() === '' ? {} : { [shortcut.option]: promptFrom(text, max) };
  const memory = place === undefined ? {} : { place: formatPlace(place) };
  const locale = await context.profiles.locale(member);
  const reader = { locale, note: noteOf(context, command) };
  const asked = place && waiting({ place, member, locale });
  await openOrSay(context, trigger, commandView(command, given, memory, reader), asked);
}

/** Opens a form; where it is too late for that, says so to whoever asked somewhere. */
export async function openOrSay(
  { api, respondTo }: FormContext,
  trigger: string,
  view: object,
  asked: Waiting | undefined,
): Promise<void> {
  try {
    await api.openView(trigger, view);
  } catch (error) {
    if (asked === undefined || !isTooLate(error)) throw error;
    const message = messageIn(messageOf({ text: TOO_LATE, ephemeral: true }), asked.locale);
    await respondTo(asked)({ kind: 'message', message, key: undefined });
  }
}
