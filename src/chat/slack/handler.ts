/** @file Whatever Slack delivers, to the router and back: acknowledged first, answered then; never rejects once it was read. */
import { type DescribedCommand, describeCommands } from '../describe.ts';
import { STOPPING } from '../adapter.ts';
import { messageIn } from '../language/language.ts';
import { message as messageOf } from '../message.ts';
import type { RawOptions } from '../option.ts';
import type { Origin, Router } from '../router.ts';
import type { SlackApi } from './api.ts';
import {
  askedBy,
  idOfForm,
  idOfPress,
  isDirect,
  isHome,
  isMention,
  placeOfPress,
  placeOfSaid,
} from './asked.ts';
import { attach } from './attach.ts';
import { lineOf, lineOfMention, readTyped, toRaw } from './command-text.ts';
import { ACTION_FORM, commandView, fieldsOf, optionOf, optionsOf, parseMemory } from './form.ts';
import { createHandled } from './handled.ts';
import { homeView, SHORTCUT_PREFIX } from './home.ts';
import { createOneByOne } from './one-by-one.ts';
import { noteOf, openForm, openShortcut, tellingIn } from './open-form.ts';
import { openOrSay } from './open-view.ts';
import type {
  Direct,
  EventBody,
  Mention,
  PressBody,
  Slash,
  SlackBody,
  Submission,
  Suggestion,
} from './payload.ts';
import { formatPlace, parsePlace, type Place } from './place.ts';
import { refOf, SLACK, type SlackPlatform } from './platform.ts';
import type { Groups } from './groups.ts';
import { type Profiles, withNames } from './profiles.ts';
import type { Text } from '../../say.ts';
import { createResponder, waiting } from './respond.ts';
import type { Whisper } from './whisper.ts';

export interface HandlerOptions {
  readonly api: SlackApi;
  readonly platform: SlackPlatform;
  readonly router: () => Router | undefined;
  readonly token: string;
  readonly fileOrigins: ReadonlySet<string>;
  readonly whisper: Whisper;
  /** Stands above the form of that command ("identity register"). */
  readonly notes: Readonly<Record<string, Text>>;
  readonly profiles: Profiles;
  readonly groups: Groups;
  readonly onError: (error: unknown) => void;
}

export interface Delivery {
  readonly body: SlackBody;
  /** Slack delivers again what it thinks was not heard. */
  readonly again: boolean;
  /** Answers the delivery itself; choices of a completion go with it. */
  readonly acknowledge: (answer?: object) => Promise<void>;
}

export type Handler = (delivery: Delivery) => Promise<void>;

export function createHandler(options: HandlerOptions): Handler {
  const respondTo = createResponder(options);
  const context = { ...options, respondTo };
  const oneByOne = createOneByOne();
  const handled = createHandled();
  return async ({ body, again, acknowledge }) => {
    try {
      const router = options.router();
      if ('type' in body && body.type === 'block_suggestion') {
        const choices = router === undefined ? [] : await complete(context, router, body);
        await acknowledge({ options: choices });
        return;
      }
      const asked = router && askedBy(body);
      const acknowledged = (async () => {
        const answered = asked && (await router.acknowledging(asked));
        await acknowledge();
        return answered;
      })();
      acknowledged.catch(() => undefined);
      // What comes again looks for the answer of what came first: it must not overtake it.
      await oneByOne(asked?.invocationId, async () => {
        const answered = await acknowledged;
        try {
          if (again && handled.has(asked?.invocationId)) return;
          if (router !== undefined) await handle({ ...context, again }, router, body);
          else await refuse({ ...context, again }, body);
          handled.add(asked?.invocationId);
        } finally {
          answered?.();
        }
      });
    } catch (error) {
      options.onError(error);
    }
  };
}

interface Context extends HandlerOptions {
  readonly respondTo: ReturnType<typeof createResponder>;
  readonly again: boolean;
}

async function handle(context: Context, router: Router, body: SlackBody): Promise<void> {
  if (!('type' in body)) return slash(context, router, body);
  switch (body.type) {
    case 'event_callback':
      return event(context, router, body);
    case 'block_actions':
      return press(context, router, body);
    case 'view_submission':
      return submit(context, router, body);
    case 'shortcut':
    case 'message_action':
      return openShortcut(context, router, body);
    case 'block_suggestion':
      return;
  }
}

async function refuse(context: Context, body: SlackBody): Promise<void> {
  if ('type' in body) return;
  const place: Place = { channel: body.channel_id, thread: undefined };
  const locale = await context.profiles.locale(body.user_id);
  const respond = context.respondTo(
    waiting({ place, member: body.user_id, hook: body.response_url, locale }),
  );
  const message = messageIn(messageOf({ text: STOPPING, ephemeral: true }), locale);
  await respond({ kind: 'message', message, key: undefined });
}

async function origin(
  { profiles, groups }: Context,
  team: string,
  member: { readonly id: string; readonly name?: string | undefined },
  place: Place,
  invocationId: string,
): Promise<Origin> {
  return {
    platform: SLACK,
    community: team,
    channel: formatPlace(place),
    ...(place.thread === undefined ? {} : { parent: place.channel }),
    author: {
      id: member.id,
      // What Slack sends along is the handle, which tells others little.
      displayName: await profiles.name(member.id, member.name),
      rank: () => profiles.rank(member.id),
      rolesAmong: (roles) => groups.among(roles, member.id),
    },
    locale: await profiles.locale(member.id),
    invocationId,
  };
}

async function slash(context: Context, router: Router, body: Slash): Promise<void> {
  const { user_id: id, user_name: name, channel_id: channel, trigger_id: trigger, response_url: hook } = body;
  const typed = readTyped(`${body.command} ${body.text}`, describeCommands(router.commands));
  const place: Place = { channel, thread: undefined };
  const { command } = typed;
  if (
    command?.options.some((option) => option.required && typed.values[option.name] === undefined) === true
  ) {
    const locale = await context.profiles.locale(id);
    const reader = { locale, note: noteOf(context, command) };
    const asked = waiting({ place, member: id, hook, locale });
    const view = commandView(command, typed.values, { place: formatPlace(place) }, reader);
    await openOrSay(context.api, trigger, view, tellingIn(context, asked));
    return;
  }
  const from = await origin(context, body.team_id, { id, name }, place, trigger);
  const { locale } = from;
  await router.invoke({
    ...from,
    command: typed.name,
    ...(typed.subcommand === undefined ? {} : { subcommand: typed.subcommand }),
    options: await withNames(rawOf(command, typed.values), context),
    respond: context.respondTo(waiting({ place, member: id, hook, trigger, locale, again: context.again })),
  });
}

const rawOf = (
  command: DescribedCommand | undefined,
  values: Readonly<Record<string, string>>,
): RawOptions =>
  command === undefined
    ? {}
    : Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toRaw(command, name, value)]));

async function event(context: Context, router: Router, body: EventBody): Promise<void> {
  const { event: happened } = body;
  if (isMention(happened)) return said(context, router, body, happened);
  if (isDirect(happened)) return said(context, router, body, happened);
  if (isHome(happened)) return home(context, router, body, happened.user);
}

async function said(
  context: Context,
  router: Router,
  body: EventBody,
  happened: Mention | Direct,
): Promise<void> {
  const { type, user, text, files } = happened;
  const place = placeOfSaid(happened);
  const commands = describeCommands(router.commands);
  const line = type === 'message' ? lineOf(text, commands) : lineOfMention(text, commands);
  const typed = readTyped(line, commands);
  const file = files[0];
  const attached = typed.command?.options.find((option) => option.type === 'attachment');
  const options: RawOptions = {
    ...rawOf(typed.command, typed.values),
    ...(file === undefined || attached === undefined ? {} : { [attached.name]: attach(context, file) }),
  };
  const from = await origin(context, body.team_id, { id: user }, place, body.event_id);
  await router.invoke({
    ...from,
    command: typed.name,
    ...(typed.subcommand === undefined ? {} : { subcommand: typed.subcommand }),
    options: await withNames(options, context),
    respond: context.respondTo(waiting({ place, member: user, locale: from.locale, again: context.again })),
  });
}

async function home(context: Context, router: Router, body: EventBody, member: string): Promise<void> {
  const from = await origin(
    context,
    body.team_id,
    { id: member },
    { channel: member, thread: undefined },
    body.event_id,
  );
  await router.invoke({
    ...from,
    command: 'identity',
    subcommand: 'list',
    options: {},
    async respond(reply) {
      if (reply.kind === 'message')
        await context.api.publishHome(member, homeView(reply.message, from.locale));
      return undefined;
    },
  });
}

async function press(context: Context, router: Router, body: PressBody): Promise<void> {
  const { user, team, channel, message, actions, trigger_id: trigger, response_url: hook } = body;
  const [action] = actions;
  if (action?.type !== 'button') return; // a choice in a form: it comes with the form
  if (action.action_id.startsWith(SHORTCUT_PREFIX)) {
    const id = action.action_id.slice(SHORTCUT_PREFIX.length);
    return openForm(context, router, { id, trigger, place: undefined, text: '', member: user.id });
  }
  const place = placeOfPress(body);
  const payload = message?.metadata?.event_payload;
  const pressed =
    message === undefined || channel === undefined
      ? undefined
      : { ref: refOf(place, { ts: message.ts, member: payload?.member }), key: payload?.key };
  const from = await origin(
    context,
    team.id,
    { id: user.id, name: user.username ?? user.name },
    place,
    idOfPress(action),
  );
  await router.press({
    ...from,
    actionId: action.action_id,
    fields: {},
    message: pressed?.ref,
    respond: context.respondTo(
      waiting({ place, member: user.id, hook, trigger, pressed, locale: from.locale, again: context.again }),
    ),
  });
}

async function submit(context: Context, router: Router, body: Submission): Promise<void> {
  const { user, team, view } = body;
  const memory = parseMemory(view.private_metadata);
  if (memory === undefined) return;
  const place: Place =
    memory.place === undefined
      ? { channel: await context.api.directChannel(user.id), thread: undefined }
      : parsePlace(memory.place);
  const member = { id: user.id, name: user.username ?? user.name };
  const from = await origin(context, team.id, member, place, idOfForm(view));
  const parts = { place, member: user.id, locale: from.locale, again: context.again };
  if (view.callback_id === ACTION_FORM && memory.actionId !== undefined) {
    const ref = memory.message === undefined ? undefined : { platform: SLACK, ...memory.message };
    const pressed = ref === undefined ? undefined : { ref, key: memory.key };
    await router.press({
      ...from,
      actionId: memory.actionId,
      fields: fieldsOf(view.state.values),
      message: ref,
      respond: context.respondTo(waiting({ ...parts, pressed })),
    });
    return;
  }
  if (memory.command === undefined) return;
  await router.invoke({
    ...from,
    command: memory.command,
    ...(memory.subcommand === undefined ? {} : { subcommand: memory.subcommand }),
    options: await withNames(
      optionsOf(view.state.values, (file) => attach(context, file)),
      context,
    ),
    respond: context.respondTo(waiting(parts)),
  });
}

async function complete(
  context: Omit<Context, 'again'>,
  router: Router,
  { user, team, action_id: option, value, view }: Suggestion,
): Promise<readonly object[]> {
  const memory = parseMemory(view.private_metadata);
  if (memory?.command === undefined) return [];
  const place = parsePlace(memory.place ?? user.id);
  const from = await origin({ ...context, again: false }, team.id, { id: user.id }, place, view.id);
  const choices = await router.complete({
    ...from,
    command: memory.command,
    ...(memory.subcommand === undefined ? {} : { subcommand: memory.subcommand }),
    option,
    typed: value,
  });
  return choices.map(optionOf);
}
