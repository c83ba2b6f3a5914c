/** @file Slack, both ways: over Socket Mode or signed HTTP in, by the Web API out. */
import type { AddressInfo } from 'node:net';
import { App, type Logger, LogLevel, type Receiver, SocketModeReceiver, type webApi } from '@slack/bolt';
import { ConfigError } from '../../errors.ts';
import type { Text } from '../../say.ts';
import type { Adapter } from '../adapter.ts';
import type { Message } from '../message.ts';
import type { Router } from '../router.ts';
import { createSlackApi } from './api.ts';
import { rememberGroups } from './groups.ts';
import { createHandler, type Handler } from './handler.ts';
import { createHttpReceiver, MalformedError } from './http-receiver.ts';
import { bodySchema } from './payload.ts';
import { createSlackPlatform } from './platform.ts';
import { rememberProfiles } from './profiles.ts';
import { createWhisper } from './whisper.ts';

/** How Slack's deliveries come in. */
export type SlackDoor =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string; readonly host: string; readonly port: number };

export interface SlackOptions {
  readonly botToken: string;
  readonly door: SlackDoor;
  /** Stands above the form of that command ("identity register"), such as the words of consent. */
  readonly notes?: Readonly<Record<string, Text>>;
  /** Members and user groups that moderate besides the workspace's administrators and owners. */
  readonly moderators?: readonly string[];
  /** Makes pictures what Slack shows: PNG, JPEG or GIF. */
  readonly fit?: (message: Message) => Promise<Message>;
  readonly onError: (error: unknown) => void;
  /** Where Slack is, for tests: with a slash at the end. */
  readonly api?: string;
  readonly fileOrigins?: readonly string[];
  readonly hookOrigins?: readonly string[];
  readonly now?: () => number;
  /** How long an answer waits for Slack to say what a member is called and reads. */
  readonly patienceMs?: number;
}

export interface SlackAdapter extends Adapter {
  /** Where deliveries are heard; undefined in Socket Mode. */
  readonly address: () => string | undefined;
}

const FILE_ORIGINS = ['https://files.slack.com'];
const HOOK_ORIGINS = ['https://hooks.slack.com'];
const SETTLE_MS = 5000;

type Event = Parameters<App['processEvent']>[0];

/** Bolt's app with this handler in the place of its listeners. */
class Door extends App {
  readonly #handle: (event: Event) => Promise<void>;
  constructor(
    receiver: Receiver,
    token: string,
    clientOptions: webApi.WebClientOptions,
    logger: Logger,
    handle: (event: Event) => Promise<void>,
  ) {
    super({ receiver, token, clientOptions, logger, tokenVerificationEnabled: false });
    this.#handle = handle;
  }
  override processEvent(event: Event): Promise<void> {
    return this.#handle(event);
  }
}

/** Throws ConfigError from `start` when Slack refuses a token or the port is taken. */
export function openSlackPlatform(options: SlackOptions): SlackAdapter {
  const { botToken, door, onError, now = Date.now, fit = (message) => Promise.resolve(message) } = options;
  const logger = quietLogger(onError);
  const api = createSlackApi({ token: botToken, url: options.api, logger, logLevel: LogLevel.ERROR });
  const whisper = createWhisper({ api, hookOrigins: new Set(options.hookOrigins ?? HOOK_ORIGINS) });
  const platform = createSlackPlatform({ api, whisper, fit, now, settleMs: SETTLE_MS, onError });
  const groups = rememberGroups({ api, now });
  let router: Router | undefined;
  const handle = createHandler({
    api,
    platform,
    whisper,
    router: () => router,
    token: botToken,
    fileOrigins: new Set(options.fileOrigins ?? FILE_ORIGINS),
    notes: options.notes ?? {},
    profiles: rememberProfiles({
      api,
      now,
      groups,
      moderators: new Set(options.moderators),
      patienceMs: options.patienceMs,
    }),
    groups,
    onError,
  });
  const underWay = new Set<Promise<void>>();
  const clientOptions = options.api === undefined ? {} : { slackApiUrl: options.api };
  const http = door.kind === 'http' ? createHttpReceiver({ ...door, logger, onError }) : undefined;
  const receiver =
    http ??
    new SocketModeReceiver({
      appToken: door.kind === 'socket' ? door.appToken : '',
      logger,
      // bolt takes the client's options here only with the installer's.
      installerOptions: { clientOptions },
      processEventErrorHandler: () => Promise.resolve(true),
    });
  const app = new Door(receiver, botToken, clientOptions, logger, (event) => {
    const task = deliver(handle, event);
    const watched = task.catch(() => undefined).finally(() => underWay.delete(watched));
    underWay.add(watched);
    return task;
  });

  return {
    platform,
    async start(given) {
      router = given;
      try {
        await app.start();
      } catch (cause) {
        if (cause instanceof ConfigError) throw cause;
        throw new ConfigError('Slack does not take the tokens, or cannot be reached: see docs/slack.md.', {
          cause,
        });
      }
    },
    async stop() {
      router = undefined;
      await Promise.all(underWay);
    },
    async close() {
      await app.stop();
    },
    address() {
      const address = http?.server.address() as AddressInfo | null | undefined;
      return address === null || address === undefined
        ? undefined
        : `http://${address.address}:${address.port}`;
    },
  };
}

/** Throws MalformedError for what is nothing of Slack's. */
async function deliver(handle: Handler, { body, ack, retryNum = 0 }: Event): Promise<void> {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) throw new MalformedError('a delivery that cannot be read');
  await handle({
    body: parsed.data,
    again: retryNum > 0,
    acknowledge: async (answer) => {
      await ack(answer);
    },
  });
}

/** bolt's own messages may hold what members wrote: only that something failed is passed on. */
function quietLogger(onError: (error: unknown) => void): Logger {
  const silent = (): undefined => undefined;
  return {
    debug: silent,
    info: silent,
    warn: silent,
    error: (...parts) => {
      onError(parts.find((part) => part instanceof Error) ?? new Error('Slack’s client reported an error.'));
    },
    setLevel: silent,
    getLevel: () => LogLevel.ERROR,
    setName: silent,
  };
}
