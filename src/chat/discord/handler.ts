/** @file An interaction, whatever it is, to the router and back; never rejects. */
import { describedCommand, type DescribedOption, fullName } from '../describe.ts';
import { remoteAttachment } from '../download.ts';
import { STOPPING } from '../adapter.ts';
import { commandIn, inLocale, messageIn } from '../language/language.ts';
import type { Message } from '../message.ts';
import { message } from '../message.ts';
import type { RawOptions, RawValue } from '../option.ts';
import type { Origin, Router } from '../router.ts';
import { promptFrom, promptOf, shortcuts } from '../shortcut.ts';
import type { DiscordApi } from './api.ts';
import { commandModal, fieldsOf, formCommandOf, optionsOf } from './form.ts';
import {
  answerableSchema,
  type DiscordAttachment,
  type Interaction,
  type InteractionOf,
  interactionSchema,
  type OptionValue,
  type Resolved,
} from './payload.ts';
import { rankFrom } from './permissions.ts';
import { DISCORD, type Fit } from './platform.ts';
import { render } from './render.ts';
import { formatReplyToken, type ReplyToken } from './reply-token.ts';
import { type Phrase, say, type Text } from '../../say.ts';
import { beginResponse, CALLBACK, type Response } from './response.ts';
import type { TokenMemory } from './token-memory.ts';

export interface HandlerOptions {
  readonly api: DiscordApi;
  readonly tokens: TokenMemory;
  readonly router: () => Router | undefined;
  readonly fileOrigins: ReadonlySet<string>;
  /** Stands above the form of that command ("identity register"). */
  readonly notes: Readonly<Record<string, Text>>;
  readonly patienceMs: number;
  readonly fit: Fit;
  readonly onError: (error: unknown) => void;
}

export type Handler = (payload: unknown) => Promise<void>;

/** How long before it is announced. */
const NOTING_MS = 300;

const UNREADABLE = say`I could not read that; please try again.`;

export function createHandler(options: HandlerOptions): Handler {
  return async (payload) => {
    try {
      const parsed = interactionSchema.safeParse(payload);
      const router = options.router();
      if (!parsed.success) await refuse(options, payload, UNREADABLE);
      else if (router === undefined) await refuse(options, payload, STOPPING);
      else if (parsed.data.type === 4) await complete(options, router, parsed.data);
      else await noted(options, router, parsed.data);
    } catch (error) {
      options.onError(error);
    }
  };
}

/** One sentence to whoever can still be told. */
async function refuse({ api }: HandlerOptions, payload: unknown, sentence: Phrase): Promise<void> {
  const parsed = answerableSchema.safeParse(payload);
  if (!parsed.success) return;
  const { id, token: secret, type, locale } = parsed.data;
  const token: ReplyToken = { original: 'answer', application: '0', interaction: id, secret };
  if (type === 4) await api.callback(token, CALLBACK.choices, { choices: [] });
  else if (type >= 2 && type <= 5) {
    const told = messageIn(message({ text: sentence, ephemeral: true }), locale);
    await api.callback(token, CALLBACK.message, render(told).body);
  }
}

type Awaited = Exclude<Interaction, InteractionOf<4>>;

/** What takes so long that it is about to be announced is written down first: until then Discord itself says that nothing came. */
async function noted(options: HandlerOptions, router: Router, interaction: Awaited): Promise<void> {
  let answered: ReturnType<Router['acknowledging']> | undefined;
  const announcing = setTimeout(
    () => {
      const { author, ...origin } = originOf(interaction, originalOf(interaction));
      answered = router.acknowledging({ ...origin, member: author.id, invocationId: interaction.id });
    },
    Math.max(0, options.patienceMs - NOTING_MS),
  );
  try {
    await handle(options, router, interaction);
  } finally {
    clearTimeout(announcing);
    (await answered)?.();
  }
}

async function handle(options: HandlerOptions, router: Router, interaction: Awaited): Promise<void> {
  switch (interaction.type) {
    case 2:
      if (interaction.data.type === 1) await invoke(options, router, interaction, interaction.data);
      else await openMenu(options, router, interaction, interaction.data);
      return;
    case 3:
      await press(options, router, interaction);
      return;
    case 5:
      await submit(options, router, interaction);
  }
}

/** Types of options whose values are ids. */
const RESOLVED: ReadonlyMap<number, DescribedOption['type']> = new Map([
  [6, 'user'],
  [8, 'role'],
  [11, 'attachment'],
]);

type SlashData = InteractionOf<4>['data'];

/** The subcommand, if there is one, and the options given to it. */
function given({ options }: SlashData): { subcommand?: string; values: readonly OptionValue[] } {
  const first = options.at(0);
  if (first === undefined) return { values: [] };
  if ('options' in first) return { subcommand: first.name, values: first.options };
  return { values: options.filter((one): one is OptionValue => 'value' in one) };
}

async function invoke(
  options: HandlerOptions,
  router: Router,
  interaction: Interaction,
  data: SlashData,
): Promise<void> {
  const { subcommand, values } = given(data);
  const entries = values.map(({ name, type, value }): [string, RawValue] => {
    const kind = RESOLVED.get(type) ?? 'string';
    return [name, typeof value === 'string' ? resolve(options, kind, value, data.resolved) : value];
  });
  const visibility = describedCommand(router.commands, data.name, subcommand)?.visibility ?? 'private';
  await router.invoke({
    ...originOf(interaction, 'answer'),
    command: data.name,
    ...(subcommand === undefined ? {} : { subcommand }),
    options: Object.fromEntries(entries),
    respond: responseTo(options, interaction, visibility).respond,
  });
}

async function complete(
  options: HandlerOptions,
  router: Router,
  interaction: InteractionOf<4>,
): Promise<void> {
  const { data } = interaction;
  const { subcommand, values } = given(data);
  const focused = values.find((one) => one.focused === true);
  const choices =
    focused === undefined
      ? []
      : await router.complete({
          ...originOf(interaction, 'answer'),
          command: data.name,
          ...(subcommand === undefined ? {} : { subcommand }),
          option: focused.name,
          typed: String(focused.value),
        });
  // Discord refuses all choices when one of them is too long or empty.
  const fitting = choices.filter(({ value }) => value.length > 0 && value.length <= 100);
  await options.api.callback(tokenOf(interaction, 'answer'), CALLBACK.choices, {
    choices: fitting.map(({ name, value }) => ({ name: name.slice(0, 100), value })),
  });
}

async function press(options: HandlerOptions, router: Router, interaction: InteractionOf<3>): Promise<void> {
  const { message: pressed, data } = interaction;
  await router.press({
    ...originOf(interaction, 'pressed'),
    actionId: data.custom_id,
    fields: {},
    message: { platform: DISCORD, channel: pressed.channel_id, message: pressed.id },
    respond: responseTo(options, interaction, 'private').respond,
  });
}

type MenuData = Extract<InteractionOf<2>['data'], { target_id: string }>;

async function openMenu(
  options: HandlerOptions,
  router: Router,
  interaction: Interaction,
  { name, target_id: target, resolved }: MenuData,
): Promise<void> {
  const response = responseTo(options, interaction, 'private');
  const shortcut = shortcuts.find((one) => one.name === name);
  const command = shortcut && describedCommand(router.commands, shortcut.command, shortcut.subcommand);
  if (shortcut === undefined || command === undefined) {
    await response.respond({
      kind: 'message',
      message: messageIn(message({ text: UNREADABLE, ephemeral: true }), interaction.locale),
      key: undefined,
    });
    return;
  }
  const text = resolved.messages[target]?.content ?? '';
  const max = command.options.find((option) => option.name === shortcut.option)?.max ?? 100;
  const prompt = shortcut.from === 'member' ? promptOf(target) : text.trim() && promptFrom(text, max);
  const filled = shortcut.option === undefined || prompt === '' ? {} : { [shortcut.option]: prompt };
  const note = options.notes[fullName(command)];
  const { locale } = interaction;
  await response.open(commandModal(commandIn(command, locale), filled, note && inLocale(note, locale)));
}

async function submit(options: HandlerOptions, router: Router, interaction: InteractionOf<5>): Promise<void> {
  const { data, message: pressed } = interaction;
  const inputs = data.components.flatMap(({ component, components = [] }) => [
    ...(component === undefined ? [] : [component]),
    ...components,
  ]);
  const form = formCommandOf(data.custom_id);
  if (form === undefined) {
    await router.press({
      ...originOf(interaction, originalOf(interaction)),
      actionId: data.custom_id,
      fields: fieldsOf(inputs),
      message:
        pressed === undefined
          ? undefined
          : { platform: DISCORD, channel: pressed.channel_id, message: pressed.id },
      respond: responseTo(options, interaction, 'private').respond,
    });
    return;
  }
  const command = describedCommand(router.commands, form.name, form.subcommand);
  const raw: RawOptions =
    command === undefined
      ? {}
      : optionsOf(inputs, command, (type, value) => resolve(options, type, value, data.resolved));
  await router.invoke({
    ...originOf(interaction, 'answer'),
    command: form.name,
    ...(form.subcommand === undefined ? {} : { subcommand: form.subcommand }),
    options: raw,
    respond: responseTo(options, interaction, command?.visibility ?? 'private').respond,
  });
}

function responseTo(
  { api, tokens, patienceMs, fit, onError }: HandlerOptions,
  interaction: Interaction,
  visibility: 'private' | 'channel',
): Response {
  const pressed = 'message' in interaction ? interaction.message : undefined;
  const token = tokenOf(interaction, originalOf(interaction));
  const { locale } = interaction;
  const fitting = (message: Message): Promise<Message> => fit(message, token.fileBytes);
  const parts = { api, tokens, token, pressed, locale, visibility, patienceMs, onError };
  return beginResponse({ ...parts, fit: fitting });
}

const originalOf = (interaction: Interaction): ReplyToken['original'] =>
  'message' in interaction && interaction.message !== undefined ? 'pressed' : 'answer';

const tokenOf = (
  { application_id: application, id, token, attachment_size_limit: fileBytes }: Interaction,
  original: ReplyToken['original'],
): ReplyToken => ({
  original,
  application,
  interaction: id,
  secret: token,
  ...(fileBytes === undefined ? {} : { fileBytes }),
});

/** Announcement, public and private threads. */
const THREADS = new Set([10, 11, 12]);

function originOf(interaction: Interaction, original: ReplyToken['original']): Origin {
  const { id, guild_id: guild, channel_id: channel, channel: thread, member, locale } = interaction;
  const isThread = THREADS.has(thread?.type ?? 0);
  // The payload's parser has seen to one of the two.
  const user = member?.user ?? interaction.user ?? { id: '0', username: '', global_name: null };
  return {
    platform: DISCORD,
    community: guild ?? '',
    channel,
    ...(isThread && thread?.parent_id ? { parent: thread.parent_id } : {}),
    author: {
      id: user.id,
      displayName: member?.nick ?? user.global_name ?? user.username,
      rolesAmong: (roles) => Promise.resolve(roles.filter((role) => member?.roles.includes(role) === true)),
      rank: () => Promise.resolve(guild === undefined ? 'member' : rankFrom(member?.permissions)),
    },
    locale,
    invocationId: id,
    token: formatReplyToken(tokenOf(interaction, original)),
  };
}

/** An id that Discord resolved, as what it stands for; anything else stays text, which the option refuses. */
function resolve(
  { fileOrigins }: HandlerOptions,
  type: DescribedOption['type'],
  value: string,
  resolved: Resolved,
): RawValue {
  if (type === 'attachment') {
    const file = Object.hasOwn(resolved.attachments, value) ? resolved.attachments[value] : undefined;
    return file === undefined ? value : attachmentOf(file, fileOrigins);
  }
  if (type === 'user') {
    const user = Object.hasOwn(resolved.users, value) ? resolved.users[value] : undefined;
    if (user === undefined) return value;
    const displayName = resolved.members[value]?.nick ?? user.global_name ?? user.username;
    return { kind: 'member', id: user.id, displayName };
  }
  if (type === 'role') {
    const name = Object.hasOwn(resolved.roles, value) ? resolved.roles[value]?.name : undefined;
    return name === undefined ? value : { kind: 'role', id: value, name };
  }
  return value;
}

const attachmentOf = (
  { filename, content_type: contentType, size, url }: DiscordAttachment,
  origins: ReadonlySet<string>,
): RawValue =>
  remoteAttachment({ fileName: filename, contentType: contentType ?? '', size, url }, { origins });
