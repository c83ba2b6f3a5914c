/** @file The router itself. Errors are caught here and nowhere else in the chat. */
import { UserError } from '../errors.ts';
import { newId } from '../identity/id.ts';
import { ownerIdOf } from '../identity/identity.ts';
import { communityKeyOf, type Rank } from '../moderation/community.ts';
import { isUnreachable } from '../queue/unreachable.ts';
import { type Acknowledged, type AcknowledgedStore, requestIdOf } from './acknowledged.ts';
import type { Action } from './action.ts';
import type { Command, LeafCommand } from './command.ts';
import type { CommandContext } from './context.ts';
import type { Admission } from './limiter.ts';
import { describedCommand, fullName } from './describe.ts';
import { inLocale, replyIn } from './language/language.ts';
import { privately, type WordedReply } from './message.ts';
import { nearest } from './nearest.ts';
import type { Choice } from './option.ts';
import { requirePresser, requireRank } from './rank.ts';
import type { MessageRef, ReplyTarget } from './platform.ts';
import type { Acknowledging, CompletionRequest, Origin, Press, Respond, Router } from './router.ts';
import type { Services } from './services.ts';
import { say, type Text } from '../say.ts';

export type AnswerOutcome = 'answered' | 'refused' | 'failed';

export interface RouterOptions {
  readonly commands: readonly Command[];
  readonly actions: readonly Action[];
  readonly services: Services;
  readonly acknowledged: AcknowledgedStore;
  /** Keeps one member, and one community, from taking what is there for all. */
  readonly admission: Admission;
  /** How long a completion may take before it offers nothing: platforms give it three seconds. */
  readonly completeMs?: number;
  /** Shows a message that the courier keeps up to date, and remembers where it stands. */
  readonly follow: (
    key: string,
    respond: (isAnswered: boolean) => Promise<MessageRef | undefined>,
  ) => Promise<void>;
  /** `name` is the command's or the button's; `error` is set for what is our fault, under the id that was shown. */
  readonly onAnswer: (answer: {
    readonly name: string;
    readonly ms: number;
    readonly outcome: AnswerOutcome;
    readonly error?: { readonly id: string; readonly cause: unknown };
  }) => void;
}

const MAX_CHOICES = 25;
const COMPLETE_MS = 1500;
const UNREACHABLE = say`I cannot reach my picture queue right now. What is queued stays queued; please try again in a minute.`;

export function createRouter(options: RouterOptions): Router {
  const { commands, actions, services, acknowledged, completeMs = COMPLETE_MS } = options;
  const verbs = new Map(actions.map((action) => [action.verb, action]));

  const verbOf = ({ actionId }: Press): string => {
    const [verb = ''] = actionId.split('.', 1);
    return verbs.has(verb) ? verb : UNNAMED;
  };

  async function press(given: Press): Promise<WordedReply> {
    const { verb, requestId, argument } = services.signer.verify(given.actionId);
    const action = verbs.get(verb);
    if (action === undefined)
      throw new UserError(
        'button-unknown',
        'This button is not one of mine any more: ask again by a command.',
      );
    const stored = await services.requests.get(requestId);
    if (stored === undefined || stored.state === 'expired') {
      throw new UserError(
        'button-expired',
        'What this button belonged to has been deleted: ask for it anew.',
      );
    }
    const context = contextOf(given, services);
    await requirePresser(action, context, stored.request);
    const { fields, message } = given;
    return action.run({ ...context, stored, argument, fields, message });
  }

  return {
    commands,
    async acknowledging(what) {
      const noted = acknowledgedOf(what);
      await acknowledged.note(noted);
      return () => {
        acknowledged.answered(noted).catch(() => undefined);
      };
    },
    invoke: (invocation) =>
      answer(options, nameIn(commands, invocation), invocation, async () => {
        await admit(options, invocation);
        // It is noted with the next command where Redis is away: /help needs none.
        services.languages.note(memberKey(invocation), invocation.locale).catch(() => undefined);
        const { leaf, rank } = findCommand(commands, invocation);
        await requireRank(invocation, rank);
        return leaf.run(contextOf(invocation, services), invocation.options);
      }),
    press: (given) =>
      answer(options, verbOf(given), given, async () => {
        await admit(options, given);
        return press(given);
      }),
    complete: (request) => within(completeMs, complete(options, request)).catch(() => []),
  };
}

const admit = ({ admission }: RouterOptions, origin: Origin): Promise<void> => {
  const { platform, community: place, invocationId: occasion } = origin;
  const community = place === '' ? undefined : communityKeyOf(platform, place);
  return admission({ member: memberKey(origin), community, occasion });
};

/** Rejects when it takes longer. */
async function within<T>(ms: number, task: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_done, failed) => {
    timer = setTimeout(() => {
      failed(new Error(`not there within ${ms} ms`));
    }, ms);
  });
  return Promise.race([task, late]).finally(() => {
    clearTimeout(timer);
  });
}

/** Runs, shows what came out, and reports; a platform that cannot show it is reported as well. */
async function answer(
  { follow, onAnswer, services }: RouterOptions,
  name: string,
  { respond, locale }: Pick<Origin, 'locale'> & { readonly respond: Respond },
  run: () => Promise<WordedReply>,
): Promise<void> {
  const startedAt = performance.now();
  let outcome: AnswerOutcome = 'answered';
  let failure: { id: string; cause: unknown } | undefined;
  let worded: WordedReply;
  try {
    worded = await run();
  } catch (error) {
    const refused = error instanceof UserError || isUnreachable(error);
    outcome = refused ? 'refused' : 'failed';
    if (!refused) failure = { id: newId().slice(0, 6), cause: error };
    worded = privately(sentenceFor(error, failure?.id));
  }
  const reply = replyIn(worded, locale);
  try {
    if (reply.kind === 'message' && reply.key !== undefined) {
      await follow(reply.key, async (isAnswered) => {
        const ref = await respond(isAnswered ? { kind: 'done' } : reply);
        if (reply.copyOf !== undefined && ref !== undefined) await noteCopy(services, reply.copyOf, ref);
        return ref;
      });
    } else await respond(reply);
  } catch (cause) {
    outcome = 'failed';
    failure ??= { id: newId().slice(0, 6), cause };
  }
  const ms = performance.now() - startedAt;
  onAnswer({ name, ms, outcome, ...(failure === undefined ? {} : { error: failure }) });
}

/** What is shown of a request that was taken away meanwhile does not stay either. */
async function noteCopy({ requests, removePost }: Services, id: string, ref: MessageRef): Promise<void> {
  if (!(await requests.copied(id, ref))) await removePost(ref);
}

function sentenceFor(error: unknown, id: string | undefined): Text {
  if (error instanceof UserError) return error.text;
  if (isUnreachable(error)) return UNREACHABLE;
  return say`Something went wrong on our side; it has been noted as "${id ?? ''}": try again, or tell whoever runs this bot.`;
}

async function complete(
  { commands, services }: RouterOptions,
  request: CompletionRequest,
): Promise<readonly Choice[]> {
  const { leaf, rank } = findCommand(commands, request);
  await requireRank(request, rank);
  const option = Object.entries(leaf.options).find(([name]) => name === request.option)?.[1];
  if (option === undefined) return [];
  const typed = request.typed.slice(0, 200);
  const choices =
    option.complete === undefined
      ? option.choices.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
      : await option.complete(contextOf(request, services), typed);
  return choices
    .slice(0, MAX_CHOICES)
    .map(({ name, value }) => ({ name: inLocale(name, request.locale), value }));
}

interface Named {
  readonly command: string;
  readonly subcommand?: string;
}

interface Found {
  readonly leaf: LeafCommand;
  readonly rank: Rank | undefined;
}

/** Throws UserError that names what was probably meant. */
function findCommand(commands: readonly Command[], { command, subcommand }: Named): Found {
  const found = commands.find(({ name }) => name === command);
  if (found === undefined) throw unknown(`/${command.slice(0, 40)}`, commands, command, '/');
  if (found.kind === 'command') {
    if (subcommand === undefined) return { leaf: found, rank: undefined };
    throw new UserError('unknown-command', say`/${found.name} has no subcommands: write it alone.`);
  }
  const leaf = found.subcommands.find(({ name }) => name === subcommand);
  if (leaf !== undefined) return { leaf, rank: found.rank };
  if (subcommand === undefined) {
    const names = found.subcommands.map(({ name }) => name).join(', ');
    throw new UserError('subcommand-missing', say`/${found.name} needs one of: ${names}.`);
  }
  throw unknown(
    `/${found.name} ${subcommand.slice(0, 40)}`,
    found.subcommands,
    subcommand,
    `/${found.name} `,
  );
}

function unknown(
  given: string,
  candidates: readonly { readonly name: string }[],
  typed: string,
  before: string,
): UserError {
  const meant = nearest(
    typed,
    candidates.map(({ name }) => name),
  );
  const hint =
    meant === undefined
      ? say`/help lists what I can do.`
      : say`Did you mean ${before}${meant}? /help lists all.`;
  return new UserError('unknown-command', say`There is no command ${given}. ${hint}`);
}

function contextOf(origin: Origin, services: Services): CommandContext {
  const { platform, community, channel, parent, author, locale, token, invocationId } = origin;
  const replyTo: ReplyTarget = {
    platform,
    community,
    channel,
    member: author.id,
    ...(token === undefined ? {} : { token }),
  };
  const requestId = invocationId === undefined ? newId() : requestIdOf(platform, author.id, invocationId);
  const place = { platform, community, channel, ...(parent === undefined ? {} : { parent }) };
  return { author, ...place, locale, requestId, replyTo, services };
}

const acknowledgedOf = ({
  platform,
  community,
  channel,
  member,
  token,
  invocationId,
  locale,
}: Acknowledging): Acknowledged => ({
  requestId: requestIdOf(platform, member, invocationId),
  target: { platform, community, channel, member, ...(token === undefined ? {} : { token }) },
  ...(locale === undefined ? {} : { locale }),
  at: Date.now(),
});

const memberKey = ({ platform, author }: Origin): string => ownerIdOf(platform, author.id);

/** Reports, logs and metrics name commands and buttons that there are, and nothing that somebody typed. */
const UNNAMED = '?';
const nameIn = (commands: readonly Command[], { command, subcommand }: Named): string => {
  const found = describedCommand(commands, command, subcommand);
  return found === undefined ? UNNAMED : fullName(found);
};
