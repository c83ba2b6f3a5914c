/** @file Discord's REST calls that the adapter makes, over discord.js' client, which waits for rate limits and sends again what failed. */
import type { RawFile, RequestData, REST, RouteLike } from 'discord.js';
import { z } from 'zod';
import type { DefinedCommand } from './definitions.ts';
import { type DiscordMessage, messageSchema } from './payload.ts';
import type { ReplyToken } from './reply-token.ts';
import { asEdit, type Rendered } from './render.ts';
import { withoutSecrets } from './rest-error.ts';

/** What a message looks like to Discord: the body, and files beside it. */
export type Sendable = Rendered;

export interface DiscordApi {
  /** Answers an interaction for the first time; the message that it made, where that is asked for. */
  readonly callback: (
    token: ReplyToken,
    type: number,
    data?: unknown,
    more?: { readonly files?: RawFile[]; readonly withMessage?: boolean },
  ) => Promise<DiscordMessage | undefined>;
  readonly original: (token: ReplyToken) => Promise<DiscordMessage>;
  readonly editByToken: (token: ReplyToken, id: string, content: Sendable) => Promise<DiscordMessage>;
  readonly removeByToken: (token: ReplyToken, id: string) => Promise<void>;
  readonly followUp: (token: ReplyToken, content: Sendable) => Promise<DiscordMessage>;
  /** Posting twice under one nonce within minutes makes one message. */
  readonly post: (channel: string, content: Sendable, nonce: string) => Promise<DiscordMessage>;
  readonly edit: (channel: string, id: string, content: Sendable) => Promise<DiscordMessage>;
  readonly remove: (channel: string, id: string) => Promise<void>;
  /** A hundred messages, newest first: the newest of all, or those before that one. */
  readonly recent: (channel: string, before?: string) => Promise<readonly DiscordMessage[]>;
  /** The community of a channel; undefined for private messages. */
  readonly guildOf: (channel: string) => Promise<string | undefined>;
  /** How far a community is boosted: 0 to 3. */
  readonly boostLevel: (guild: string) => Promise<number>;
  /** The channel of private messages with a member. */
  readonly directChannel: (member: string) => Promise<string>;
  readonly commands: (application: string) => Promise<readonly unknown[]>;
  readonly setCommands: (application: string, commands: readonly DefinedCommand[]) => Promise<void>;
}

const callbackSchema = z.object({ resource: z.object({ message: messageSchema }) });
const MAX_RECENT = 100;

export function createDiscordApi(client: REST): DiscordApi {
  const rest = guarded(client);
  const hook = ({ application, secret }: ReplyToken): RouteLike => `/webhooks/${application}/${secret}`;
  const sent = ({ body, files }: Sendable) => ({ body, files: [...files] });
  const message = (answer: unknown): DiscordMessage => messageSchema.parse(answer);
  return {
    async callback({ interaction, secret }, type, data, { files = [], withMessage = false } = {}) {
      const answer = await rest.post(`/interactions/${interaction}/${secret}/callback`, {
        auth: false,
        ...(withMessage ? { query: new URLSearchParams({ with_response: 'true' }) } : {}),
        body: data === undefined ? { type } : { type, data },
        files,
      });
      return withMessage ? callbackSchema.parse(answer).resource.message : undefined;
    },
    original: async (token) => message(await rest.get(`${hook(token)}/messages/@original`, { auth: false })),
    editByToken: async (token, id, content) =>
      message(await rest.patch(`${hook(token)}/messages/${id}`, { auth: false, ...sent(asEdit(content)) })),
    async removeByToken(token, id) {
      await rest.delete(`${hook(token)}/messages/${id}`, { auth: false });
    },
    followUp: async (token, content) =>
      message(
        await rest.post(hook(token), {
          auth: false,
          query: new URLSearchParams({ wait: 'true' }),
          ...sent(content),
        }),
      ),
    post: async (channel, { body, files }, nonce) =>
      message(
        await rest.post(`/channels/${channel}/messages`, {
          body: { ...body, nonce, enforce_nonce: true },
          files: [...files],
        }),
      ),
    edit: async (channel, id, content) =>
      message(await rest.patch(`/channels/${channel}/messages/${id}`, sent(asEdit(content)))),
    async remove(channel, id) {
      await rest.delete(`/channels/${channel}/messages/${id}`);
    },
    recent: async (channel, before) =>
      z.array(messageSchema).parse(
        await rest.get(`/channels/${channel}/messages`, {
          query: new URLSearchParams({
            limit: String(MAX_RECENT),
            ...(before === undefined ? {} : { before }),
          }),
        }),
      ),
    guildOf: async (channel) =>
      z.object({ guild_id: z.string().nullish() }).parse(await rest.get(`/channels/${channel}`)).guild_id ??
      undefined,
    boostLevel: async (guild) =>
      z.object({ premium_tier: z.number() }).parse(await rest.get(`/guilds/${guild}`)).premium_tier,
    directChannel: async (member) =>
      z
        .object({ id: z.string() })
        .parse(await rest.post('/users/@me/channels', { body: { recipient_id: member } })).id,
    commands: async (application) =>
      z.array(z.unknown()).parse(
        await rest.get(`/applications/${application}/commands`, {
          query: new URLSearchParams({ with_localizations: 'true' }),
        }),
      ),
    async setCommands(application, commands) {
      await rest.put(`/applications/${application}/commands`, { body: commands });
    },
  };
}

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';
type Call = (route: RouteLike, options?: RequestData) => Promise<unknown>;

/** The client's calls, whose errors tell no secrets. */
function guarded(client: REST): Readonly<Record<Method, Call>> {
  const call =
    (method: Method): Call =>
    async (route, options) => {
      try {
        return await client[method](route, options);
      } catch (error) {
        throw withoutSecrets(error);
      }
    };
  return {
    get: call('get'),
    post: call('post'),
    patch: call('patch'),
    put: call('put'),
    delete: call('delete'),
  };
}
