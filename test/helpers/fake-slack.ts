/** @file A Slack for tests on loopback: Web API, uploads, response URLs, signed deliveries and Socket Mode in the real wire formats. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type blockSchema, contentOf, homeOf, type OpenedView, Refused, viewOf } from './slack-content.ts';
import { openFakeSocketMode } from './fake-slack-socket.ts';
import {
  argsOf,
  deliver,
  type Delivered,
  messageOf,
  pageOf,
  serveFile,
  type Signing,
} from './fake-slack-wire.ts';

export interface SlackCall {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly authorization: string | undefined;
  readonly at: number;
}

export interface SlackFileState {
  readonly id: string;
  readonly name: string;
  readonly alt: string;
  bytes: Uint8Array;
  complete: boolean;
  deleted: boolean;
}

export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  readonly thread: string | undefined;
  /** Whom alone it is shown to. */
  readonly ephemeralTo: string | undefined;
  text: string;
  blocks: z.infer<typeof blockSchema>[];
  readonly metadata: unknown;
  readonly history: string[];
}

export interface SlackTrouble {
  readonly method: string;
  readonly error: string;
  /** With it the answer is a 429. */
  readonly retryAfter?: number;
  times: number;
}

export interface FakeSlack {
  readonly origin: string;
  readonly api: string;
  readonly calls: readonly SlackCall[];
  readonly messages: (channel?: string) => readonly SlackMessage[];
  readonly everPosted: readonly SlackMessage[];
  readonly files: ReadonlyMap<string, SlackFileState>;
  /** Administrators of the workspace. */
  readonly admins: Set<string>;
  /** By member; everybody else reads English. */
  readonly locales: Map<string, string>;
  /** What members are called; everybody else has no name. */
  readonly names: Map<string, string>;
  /** User groups by id: their handles, and who is in them. */
  readonly groups: Map<string, { readonly handle: string; readonly users: readonly string[] }>;
  readonly homes: ReadonlyMap<string, unknown>;
  /** How long after its delivery a trigger opens a form; Slack's three seconds where a test is about them. */
  triggerMs: number;
  /** Opened modals, the newest last. */
  readonly views: readonly { readonly trigger: string; readonly view: OpenedView }[];
  /** Files that members attached, by path; they need the bot's token. */
  readonly attached: Map<string, Uint8Array>;
  /** Where files lie that are elsewhere, by path. */
  readonly redirects: Map<string, string>;
  readonly trouble: (trouble: SlackTrouble) => void;
  readonly hooks: { before?: (call: SlackCall) => unknown; after?: (call: SlackCall) => unknown };
  /** Delivers over HTTP, signed now (or `skewSeconds` away) by `secret`. */
  readonly deliver: (address: string, body: Delivered, signing?: Partial<Signing>) => Promise<Response>;
  /** Delivers over the open socket; resolves with its acknowledgement. */
  readonly push: (type: string, payload: unknown) => Promise<unknown>;
  readonly sockets: () => number;
  readonly until: <T>(found: () => T | undefined | false) => Promise<T>;
  readonly close: () => Promise<void>;
}

const triggerSchema = z.looseObject({ trigger_id: z.string() });
export async function startFakeSlack(): Promise<FakeSlack> {
  const calls: SlackCall[] = [];
  const messages: SlackMessage[] = [];
  const everPosted: SlackMessage[] = [];
  const files = new Map<string, SlackFileState>();
  const homes = new Map<string, unknown>();
  const admins = new Set<string>();
  const locales = new Map<string, string>();
  const names = new Map<string, string>();
  const groups: FakeSlack['groups'] = new Map();
  const views: { trigger: string; view: OpenedView }[] = [];
  const attached = new Map<string, Uint8Array>();
  const redirects = new Map<string, string>();
  const troubles: SlackTrouble[] = [];
  const hooks: FakeSlack['hooks'] = {};
  /** When each trigger was delivered. */
  const triggered = new Map<string, number>();
  let count = 0;
  const server = createServer((request, response) => {
    void handle(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sockets = openFakeSocketMode(server);

  function noteTrigger(payload: unknown): void {
    const id = triggerSchema.safeParse(payload).data?.trigger_id;
    if (id !== undefined) triggered.set(id, Date.now());
  }

  const newTs = (): string => `${Math.floor(Date.now() / 1000)}.${String((count += 1)).padStart(6, '0')}`;
  const text = (value: unknown): string => z.string().parse(value);

  function add(args: SlackCall['args'], ephemeralTo: string | undefined): SlackMessage {
    const content = contentOf(args, files);
    const channel = text(args['channel']);
    if (channel.startsWith('X')) throw new Refused('not_in_channel');
    if (ephemeralTo !== undefined && channel.startsWith('U')) throw new Refused('channel_not_found');
    const message: SlackMessage = {
      channel,
      ts: newTs(),
      thread: z.string().optional().parse(args['thread_ts']),
      ephemeralTo,
      text: content.text,
      blocks: content.blocks,
      metadata: args['metadata'],
      history: ['post'],
    };
    messages.push(message);
    everPosted.push(message);
    return message;
  }
  const find = (args: SlackCall['args']): SlackMessage => {
    const found = messages.find(
      ({ channel, ts, ephemeralTo }) =>
        channel === args['channel'] && ts === args['ts'] && ephemeralTo === undefined,
    );
    if (found === undefined) throw new Refused('message_not_found');
    return found;
  };
  /** Newest first, a page of them. */
  function listed(args: SlackCall['args'], fits: (one: SlackMessage) => boolean) {
    const oldest = Number(args['oldest'] ?? 0);
    const shown = (one: SlackMessage) => one.ephemeralTo === undefined && Number(one.ts) >= oldest;
    const { page, next } = pageOf(messages.filter((one) => shown(one) && fits(one)).reverse(), args);
    return { messages: page.map(messageOf), response_metadata: { next_cursor: next } };
  }

  const methods: Readonly<Record<string, (args: SlackCall['args']) => object>> = {
    'auth.test': () => ({
      url: 'https://x.slack.com/',
      team: 'T',
      user: 'bot',
      team_id: 'T1',
      user_id: 'U1',
      bot_id: 'B1',
    }),
    'apps.connections.open': () => ({ url: `${origin.replace('http', 'ws')}/link?ticket=1` }),
    'users.info': (args) => ({
      user: {
        id: args['user'],
        locale: locales.get(text(args['user'])) ?? 'en-US',
        real_name: names.get(text(args['user'])),
        ...(admins.has(text(args['user'])) ? { is_admin: true } : {}),
      },
    }),
    'usergroups.list': () => ({ usergroups: [...groups].map(([id, { handle }]) => ({ id, handle })) }),
    'usergroups.users.list'(args) {
      const group = groups.get(text(args['usergroup']));
      if (group === undefined) throw new Refused('no_such_subteam');
      return { users: group.users };
    },
    'chat.getPermalink': (args) => ({
      permalink: `https://x.slack.com/archives/${text(args['channel'])}/p${text(args['message_ts']).replace('.', '')}`,
    }),
    'conversations.open': (args) => ({ channel: { id: `D${text(args['users'])}` } }),
    'chat.postMessage': (args) => ({ channel: args['channel'], ts: add(args, undefined).ts }),
    'chat.postEphemeral': (args) => ({ message_ts: add(args, text(args['user'])).ts }),
    'chat.update'(args) {
      const message = find(args);
      const content = contentOf(args, files);
      Object.assign(message, { text: content.text, blocks: content.blocks });
      message.history.push('update');
      return { channel: message.channel, ts: message.ts };
    },
    'chat.delete'(args) {
      messages.splice(messages.indexOf(find(args)), 1);
      return {};
    },
    'conversations.history'(args) {
      const { latest } = args;
      return listed(
        args,
        ({ channel, thread, ts }) =>
          channel === args['channel'] && thread === undefined && (latest === undefined || ts === latest),
      );
    },
    'conversations.replies': (args) =>
      listed(args, ({ channel, thread }) => channel === args['channel'] && thread === args['ts']),
    'files.getUploadURLExternal'(args) {
      const id = `F${(count += 1)}`;
      const alt = z.string().default('').parse(args['alt_txt']);
      files.set(id, {
        id,
        name: text(args['filename']),
        alt,
        bytes: new Uint8Array(Number(args['length'])),
        complete: false,
        deleted: false,
      });
      return { upload_url: `${origin}/upload/${id}`, file_id: id };
    },
    'files.completeUploadExternal'(args) {
      const list = z
        .array(z.object({ id: z.string() }))
        .parse(typeof args['files'] === 'string' ? JSON.parse(args['files']) : args['files']);
      for (const { id } of list) {
        const file = files.get(id);
        if (file === undefined) throw new Refused('file_not_found');
        file.complete = true;
      }
      return { files: list };
    },
    'files.delete'(args) {
      const file = files.get(text(args['file']));
      if (file === undefined || file.deleted) throw new Refused('file_not_found');
      file.deleted = true;
      return {};
    },
    'views.open'(args) {
      if (Date.now() - (triggered.get(text(args['trigger_id'])) ?? 0) > fake.triggerMs)
        throw new Refused('expired_trigger_id');
      const view = viewOf(args['view']);
      views.push({ trigger: text(args['trigger_id']), view });
      return { view: { id: `V${views.length}` } };
    },
    'views.publish'(args) {
      homes.set(text(args['user_id']), homeOf(args['view']));
      return {};
    },
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { pathname } = new URL(request.url ?? '/', origin);
    const reply = (status: number, answer: object, headers: Record<string, string> = {}): void => {
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(answer));
    };
    if (pathname.startsWith('/upload/')) {
      const file = files.get(pathname.slice('/upload/'.length));
      const fits = file?.bytes.byteLength === body.byteLength;
      if (file !== undefined && fits) file.bytes = new Uint8Array(body);
      response.writeHead(fits ? 200 : 400).end();
      return;
    }
    if (pathname.startsWith('/files/')) {
      serveFile(request, response, attached.get(pathname) ?? redirects.get(pathname));
      return;
    }
    const hook = /^\/hook\/([A-Z0-9]+)\/([A-Z0-9]+)$/.exec(pathname);
    const method = hook === null ? pathname.replace('/api/', '') : 'response_url';
    const call: SlackCall = {
      method,
      args: argsOf(request, body),
      authorization: request.headers.authorization,
      at: Date.now(),
    };
    calls.push(call);
    const trouble = troubles.find((one) => one.times > 0 && one.method === method);
    if (trouble !== undefined) {
      trouble.times -= 1;
      const { error, retryAfter } = trouble;
      if (retryAfter === undefined) reply(hook === null ? 200 : 404, { ok: false, error });
      else reply(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(retryAfter) });
      return;
    }
    try {
      await hooks.before?.(call);
      const run = methods[method];
      if (hook !== null) add({ ...call.args, channel: hook[1] }, hook[2]);
      else if (run === undefined) throw new Refused('unknown_method');
      const answer = hook === null ? run?.(call.args) : {};
      await hooks.after?.(call);
      reply(200, { ok: true, ...answer });
    } catch (error) {
      reply(200, {
        ok: false,
        error: error instanceof Refused ? error.message : `invalid_arguments ${String(error)}`,
      });
    }
  }

  const fake: FakeSlack = {
    origin,
    api: `${origin}/api/`,
    triggerMs: Infinity,
    calls,
    everPosted,
    files,
    admins,
    locales,
    names,
    groups,
    homes,
    views,
    attached,
    redirects,
    hooks,
    messages: (channel) => messages.filter((one) => channel === undefined || one.channel === channel),
    trouble: (trouble) => troubles.push(trouble),
    deliver(address, body, signing = {}) {
      noteTrigger('form' in body ? body.form : 'interaction' in body ? body.interaction : undefined);
      return deliver(`${address}${signing.path ?? '/slack/events'}`, body, signing);
    },
    push(type, payload) {
      noteTrigger(payload);
      return sockets.push(`E${(count += 1)}`, type, payload);
    },
    sockets: () => sockets.count(),
    async until(found) {
      for (;;) {
        const value = found();
        if (value !== undefined && value !== false) return value;
        await delay(5);
      }
    },
    async close() {
      sockets.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return fake;
}
