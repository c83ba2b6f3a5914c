/** @file A command's form on Slack: from a shortcut, or where a command lacks what it needs. */
import type { Phrase, Text } from '../../say.ts';
import { type DescribedCommand, describedCommand, fullName } from '../describe.ts';
import { messageIn } from '../language/language.ts';
import { message as messageOf } from '../message.ts';
import type { Router } from '../router.ts';
import { promptFrom, shortcuts } from '../shortcut.ts';
import type { SlackApi } from './api.ts';
import { commandView } from './form.ts';
import { openOrSay } from './open-view.ts';
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

export const noteOf = ({ notes }: FormContext, command: DescribedCommand): Text | undefined =>
  notes[fullName(command)];

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
  // Asked for from nowhere, such as App Home, it is told in private messages.
  const asked = waiting({ place: place ?? { channel: member, thread: undefined }, member, locale });
  await openOrSay(
    context.api,
    trigger,
    commandView(command, given, memory, reader),
    tellingIn(context, asked),
  );
}

/** Says something to whoever asked, there and to that member alone. */
export const tellingIn =
  ({ respondTo }: Pick<FormContext, 'respondTo'>, asked: Waiting) =>
  (text: Phrase): Promise<unknown> => {
    const message = messageIn(messageOf({ text, ephemeral: true }), asked.locale);
    return respondTo(asked)({ kind: 'message', message, key: undefined });
  };
