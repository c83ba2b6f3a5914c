/** @file A Discord for tests on loopback: its REST API, gateway and CDN in the real wire formats. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type FakeGateway, openFakeGateway } from './fake-discord-gateway.ts';
import { commandsSchema } from './fake-discord-commands.ts';
import { createFakeInteractions, type FakeInteractions } from './fake-discord-interactions.ts';
import { type DiscordCall, readCall } from './fake-discord-wire.ts';
import {
  applyBody,
  type FakeFile,
  type FakeMessage,
  type MessageBody,
  messageBodySchema,
  wireMessage,
} from './fake-discord-messages.ts';

/** Answers instead of Discord's usual handling. */
export interface DiscordTrouble {
  readonly when: (call: DiscordCall) => boolean;
  readonly status: number;
  readonly code?: number;
  readonly retryAfter?: number;
  times: number;
}

export interface FakeDiscord {
  readonly api: string;
  readonly origin: string;
  readonly calls: readonly DiscordCall[];
  readonly gateway: FakeGateway;
  readonly interactions: FakeInteractions;
  readonly messages: (channel?: string) => readonly FakeMessage[];
  /** Somebody else writes something. */
  readonly say: (channel: string, text: string) => FakeMessage;
  /** Every message ever, taken away or not. */
  readonly everPosted: readonly FakeMessage[];
  readonly registered: () => unknown;
  /** How far communities are boosted, by id; 0 for all others. */
  readonly boosts: Map<string, number>;
  /** The next calls that fit fail. */
  readonly trouble: (trouble: DiscordTrouble) => void;
  /** Runs before a call changes anything, and after it did and before it is answered. */
  readonly hooks: { before?: (call: DiscordCall) => unknown; after?: (call: DiscordCall) => unknown };
  /** Files that its CDN serves, by path. */
  readonly cdn: Map<
    string,
    { readonly type: string; readonly bytes: Uint8Array; readonly redirect?: string }
  >;
  readonly until: <T>(found: () => T | undefined | false) => Promise<T>;
  readonly close: () => Promise<void>;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, text: string) {
    super(text);
    this.status = status;
    this.code = code;
  }
}
/** Of a message's flags an edit changes one alone, which hides previews of links. */
function requireEditable(body: unknown): void {
  const { flags = 0 } = messageBodySchema.parse(body);
  if ((flags & ~4) !== 0) throw new RangeError('an edit cannot set these flags');
}
const UNKNOWN_MESSAGE = () => new Refusal(404, 10008, 'Unknown Message');
const UNKNOWN_WEBHOOK = () => new Refusal(404, 10015, 'Unknown Webhook');

const MAX_REQUEST = 25 * 1024 * 1024;
/** Of one file, by how far the community is boosted. */
const MEBIBYTES_BY_LEVEL = [10, 10, 50, 100];
/** Channels of private messages, as this fake names them, are in no community. */
const guildOf = (channel: string): string | undefined => (channel.startsWith('77') ? undefined : '5');

export async function startFakeDiscord(port = 0): Promise<FakeDiscord> {
  const calls: DiscordCall[] = [];
  const everPosted: FakeMessage[] = [];
  const messages = new Map<string, FakeMessage>();
  const troubles: DiscordTrouble[] = [];
  const hooks: FakeDiscord['hooks'] = {};
  const cdn: FakeDiscord['cdn'] = new Map();
  const boosts: FakeDiscord['boosts'] = new Map();
  let registered: unknown = [];
  let lastId = 0;
  const newId = (): string => String(((BigInt(Date.now()) - 1420070400000n) << 22n) + BigInt((lastId += 1)));
  const server = createServer((request, response) => {
    void handle(request, response);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gateway = openFakeGateway(server, () => `${origin.replace('http', 'ws')}/gateway`);
  const interactions = createFakeInteractions({ dispatch: gateway.dispatch, newId, origin, messages });

  function create(channel: string, body: MessageBody, files: ReadonlyMap<number, FakeFile>): FakeMessage {
    const nonce = body.nonce === undefined ? undefined : String(body.nonce);
    const same = everPosted.find(
      (one) => nonce !== undefined && one.nonce === nonce && one.channel === channel,
    );
    if (body.enforce_nonce === true && same !== undefined) return same;
    const flags = (body.flags ?? 0) & 64;
    const message: FakeMessage = {
      id: newId(),
      channel,
      content: '',
      flags,
      files: [],
      components: [],
      nonce,
      history: ['post'],
    };
    applyBody(message, body, files);
    messages.set(message.id, message);
    everPosted.push(message);
    return message;
  }
  const edit = (message: FakeMessage | undefined, { json, files }: DiscordCall): unknown => {
    if (message === undefined) throw UNKNOWN_MESSAGE();
    requireEditable(json);
    applyBody(message, messageBodySchema.parse(json), files);
    message.history.push('edit');
    return wireMessage(message, origin);
  };
  const remove = (id: string | undefined): void => {
    if (id === undefined || !messages.delete(id)) throw UNKNOWN_MESSAGE();
  };

  function webhook(call: DiscordCall, token: string, which: string | undefined): unknown {
    const interaction = interactions.byToken(token);
    if (interaction?.expired !== false || interaction.ackedAt === undefined) throw UNKNOWN_WEBHOOK();
    if (which === undefined) {
      const loading = messages.get(interaction.original ?? '');
      // The first follow-up of a deferred reply fills that reply, whatever flags it asks for.
      if (interaction.deferred && loading !== undefined && (loading.flags & 128) !== 0) {
        applyBody(loading, messageBodySchema.parse(call.json), call.files);
        loading.history.push('edit');
        return wireMessage(loading, origin);
      }
      return wireMessage(create(interaction.channel, messageBodySchema.parse(call.json), call.files), origin);
    }
    const id = which === '@original' ? interaction.original : which;
    const message = id === undefined ? undefined : messages.get(id);
    if (call.method === 'DELETE') {
      remove(id);
      return undefined;
    }
    if (call.method === 'GET') {
      if (message === undefined) throw UNKNOWN_MESSAGE();
      return wireMessage(message, origin);
    }
    return edit(message, call);
  }

  function callback(call: DiscordCall, id: string, token: string): unknown {
    const { interaction, type, data } = interactions.acknowledge(id, token, call.json);
    if (interaction === undefined) throw new Refusal(404, 10062, 'Unknown interaction');
    if (type === undefined) throw new Refusal(400, 40060, 'Interaction has already been acknowledged.');
    let resource: FakeMessage | undefined;
    if (type === 4) resource = create(interaction.channel, messageBodySchema.parse(data), call.files);
    if (type === 5) {
      const flags = (((data as { flags?: number } | undefined)?.flags ?? 0) & 64) | 128;
      resource = {
        id: newId(),
        channel: interaction.channel,
        content: '',
        flags,
        files: [],
        components: [],
        nonce: undefined,
        history: ['post'],
      };
      messages.set(resource.id, resource);
      everPosted.push(resource);
    }
    if (resource !== undefined) interaction.original = resource.id;
    if (type === 7) {
      edit(messages.get(interaction.original ?? ''), { ...call, json: data });
      resource = messages.get(interaction.original ?? '');
    }
    if (call.query.get('with_response') !== 'true') return undefined;
    return {
      interaction: { id, type: interaction.type },
      ...(resource === undefined ? {} : { resource: { type, message: wireMessage(resource, origin) } }),
    };
  }

  /** What an interaction was told, or what the boosts of the channel's community allow the bot itself. */
  function requireRoom({ files, path }: DiscordCall): void {
    const [, place = '', channel = ''] = path.split('/');
    const ownBytes = MEBIBYTES_BY_LEVEL[boosts.get(guildOf(channel) ?? '') ?? 0] ?? 0;
    const each = place === 'channels' ? ownBytes * 1024 * 1024 : interactions.fileBytes;
    const sizes = [...files.values()].map(({ bytes }) => bytes.byteLength);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    if (all > MAX_REQUEST || sizes.some((size) => size > each))
      throw new Refusal(413, 40005, 'Request entity too large');
  }

  function route(call: DiscordCall): unknown {
    requireRoom(call);
    const { method, path } = call;
    const part = path.split('/').slice(1);
    const [room = '', first = '', second = '', third] = part;
    const bot = call.authorization?.startsWith('Bot ') === true;
    if (room === 'interactions' && third === 'callback') return callback(call, first, second);
    if (room === 'webhooks') return webhook(call, second, part[4]);
    if (!bot) throw new Refusal(401, 0, '401: Unauthorized');
    if (path === '/gateway/bot') {
      const limit = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 16 };
      return { url: `${origin.replace('http', 'ws')}/gateway`, shards: 1, session_start_limit: limit };
    }
    if (room === 'applications') {
      if (method === 'PUT') {
        registered = commandsSchema.parse(call.json).map((one) => ({
          ...one,
          id: newId(),
          application_id: '42',
          version: '1',
        }));
      }
      return registered;
    }
    if (path === '/users/@me/channels') {
      return {
        id: `dm-${(call.json as { recipient_id: string }).recipient_id}`.replace('dm-', '77'),
        type: 1,
      };
    }
    if (room === 'channels' && second === '') return { id: first, type: 0, guild_id: guildOf(first) };
    if (room === 'guilds') return { id: first, premium_tier: boosts.get(first) ?? 0 };
    if (room === 'channels' && second === 'messages') {
      if (method === 'GET') {
        const before = BigInt(call.query.get('before') ?? String(2n ** 63n));
        const own = [...messages.values()].filter((one) => one.channel === first && (one.flags & 64) === 0);
        return own
          .filter(({ id }) => BigInt(id) < before)
          .reverse()
          .slice(0, Number(call.query.get('limit') ?? 50))
          .map((one) => wireMessage(one, origin));
      }
      if (method === 'POST')
        return wireMessage(create(first, messageBodySchema.parse(call.json), call.files), origin);
      const found = messages.get(third ?? '');
      const message = found !== undefined && (found.flags & 64) === 0 ? found : undefined;
      if (method !== 'DELETE') return edit(message, call);
      remove(message?.id);
      return undefined;
    }
    throw new Refusal(404, 0, '404: Not Found');
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (url.pathname.startsWith('/cdn/')) {
      const file = cdn.get(url.pathname);
      const headers = { 'content-type': file?.type ?? 'text/plain', location: file?.redirect ?? '' };
      response.writeHead(file === undefined ? 404 : file.redirect === undefined ? 200 : 302, headers);
      response.end(file?.bytes);
      return;
    }
    const call = await readCall(request, url, Buffer.concat(chunks));
    calls.push(call);
    const reply = (status: number, body?: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(status, {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    };
    const trouble = troubles.find((one) => one.times > 0 && one.when(call));
    if (trouble !== undefined) {
      trouble.times -= 1;
      const { status, code = 0, retryAfter: after } = trouble;
      const limited = { message: 'You are being rate limited.', retry_after: after, global: false };
      const headers = {
        'retry-after': String(after),
        'x-ratelimit-scope': 'user',
        'x-ratelimit-bucket': 'b',
      };
      if (status === 429)
        reply(429, limited, {
          ...headers,
          'x-ratelimit-reset-after': String(after),
          'x-ratelimit-remaining': '0',
          'x-ratelimit-limit': '1',
        });
      else reply(status, { message: 'trouble', code });
      return;
    }
    try {
      await hooks.before?.(call);
      const body = route(call);
      await hooks.after?.(call);
      reply(body === undefined ? 204 : 200, body);
    } catch (error) {
      if (error instanceof Refusal) reply(error.status, { message: error.message, code: error.code });
      else reply(400, { message: `Invalid Form Body: ${String(error)}`, code: 50035 });
    }
  }

  return {
    api: `${origin}/api`,
    origin,
    calls,
    gateway,
    interactions,
    everPosted,
    hooks,
    cdn,
    boosts,
    messages: (channel) =>
      [...messages.values()].filter((one) => channel === undefined || one.channel === channel),
    say: (channel, content) => create(channel, { content }, new Map()),
    registered: () => registered,
    trouble: (trouble) => troubles.push(trouble),
    async until(found) {
      for (;;) {
        const value = found();
        if (value !== undefined && value !== false) return value;
        await delay(5);
      }
    },
    async close() {
      gateway.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
