/** @file Slack's Web API calls that the adapter makes, over the client that comes with bolt. */
import { setTimeout as delay } from 'node:timers/promises';
import { type LogLevel, webApi } from '@slack/bolt';
import { z } from 'zod';
import type { MessageFile, Picture } from '../message.ts';
import { metadataSchema } from './payload.ts';
import type { Place } from './place.ts';
import type { Rendered } from './render.ts';

export interface KeyedMessage {
  readonly ts: string;
  readonly key: string | undefined;
  /** Ids of the files in its blocks. */
  readonly files: readonly string[];
}

export interface SlackApi {
  /** Its ts. Sent once: what fails is not sent again from here. */
  readonly post: (
    place: Place,
    content: Rendered,
    metadata: { key: string; member?: string } | undefined,
  ) => Promise<string>;
  /** False for a `passing` one, such as progress, that Slack would have taken later only. */
  readonly update: (channel: string, ts: string, content: Rendered, passing: boolean) => Promise<boolean>;
  readonly remove: (channel: string, ts: string) => Promise<void>;
  readonly permalink: (channel: string, ts: string) => Promise<string>;
  readonly whisper: (place: Place, member: string, content: Rendered) => Promise<void>;
  /** The message of that key in a channel or a thread: among the newest hundred, or among all since then, as far as it may look. */
  readonly keyed: (place: Place, key: string, since: Date | undefined) => Promise<KeyedMessage | undefined>;
  readonly find: (place: Place, ts: string) => Promise<KeyedMessage | undefined>;
  /** The channel of private messages with a member. */
  readonly directChannel: (member: string) => Promise<string>;
  /** Id of the file; nobody sees it until a message shows it. */
  readonly upload: (picture: Picture) => Promise<string>;
  /** Hands files over in a channel, with words above them. */
  readonly handOver: (channel: string, files: readonly MessageFile[], words: string) => Promise<void>;
  readonly removeFile: (id: string) => Promise<void>;
  readonly openView: (trigger: string, view: object) => Promise<void>;
  readonly publishHome: (member: string, view: object) => Promise<void>;
  readonly profile: (member: string) => Promise<Profile>;
  /** Ids of the members of a user group; none of one that is gone. Asked once: what fails is not asked again from here. */
  readonly groupMembers: (group: string) => Promise<readonly string[]>;
  /** What user groups are called, by id. */
  readonly groupNames: () => Promise<ReadonlyMap<string, string>>;
}

/** What Slack says of a member. */
export interface Profile {
  readonly locale: string;
  readonly name: string | undefined;
  /** Administrators and owners of the workspace. */
  readonly administers: boolean;
  readonly owns: boolean;
}

export interface SlackApiOptions {
  readonly token: string;
  readonly url: string | undefined;
  readonly logger: webApi.WebClientOptions['logger'];
  readonly logLevel: LogLevel;
}

/** Of a hundred messages each: how far back it looks for one of its own. */
const MAX_PAGES = 20;
const PAGE = 100;
/** So much may Slack's clock and ours differ. */
const SKEW_MS = 5 * 60_000;
const TIMEOUT_MS = 15_000;

const messageSchema = z.object({
  ts: z.string(),
  metadata: metadataSchema.optional().catch(undefined),
  blocks: z
    .array(z.object({ slack_file: z.object({ id: z.string() }).optional() }))
    .default([])
    .catch([]),
});
const profileSchema = z.object({
  user: z.object({
    locale: z.string().max(35).default('en-US'),
    name: z.string().optional(),
    real_name: z.string().optional(),
    is_admin: z.boolean().default(false),
    is_owner: z.boolean().default(false),
    is_primary_owner: z.boolean().default(false),
  }),
});
const groupSchema = z.object({ id: z.string(), handle: z.string() });
const listSchema = z.object({
  messages: z.array(messageSchema).default([]),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
});
const keyed = ({ ts, metadata, blocks }: z.infer<typeof messageSchema>): KeyedMessage => ({
  ts,
  key: metadata?.event_payload.key,
  files: blocks.flatMap(({ slack_file: file }) => file?.id ?? []),
});

export function createSlackApi({ token, url, logger, logLevel }: SlackApiOptions): SlackApi {
  const common = {
    timeout: TIMEOUT_MS,
    logLevel,
    ...(logger === undefined ? {} : { logger }),
    ...(url === undefined ? {} : { slackApiUrl: url }),
  };
  // Who waits for a rate limit waits alone: the client by itself would hold every other call up as well.
  const client = new webApi.WebClient(token, {
    ...common,
    retryConfig: { retries: 2, minTimeout: 300 },
    rejectRateLimitedCalls: true,
  });
  // A post whose answer got lost may stand there already: only who looks first may send it again.
  const careful = new webApi.WebClient(token, {
    ...common,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  const call = (method: string, options: Record<string, unknown>) =>
    patiently(() => client.apiCall(method, options));
  /** Until then Slack has asked to be spared: what is passing is not tried. */
  let quietUntil = 0;
  const inThread = ({ channel, thread }: Place) =>
    thread === undefined ? { channel } : { channel, thread_ts: thread };

  /** A page, and where the next one begins; "" where there is none. */
  async function list(
    place: Place,
    bounds: Record<string, unknown>,
  ): Promise<{ readonly messages: readonly KeyedMessage[]; readonly next: string }> {
    const { channel, thread } = place;
    const options = { channel, include_all_metadata: true, ...bounds };
    const answer =
      thread === undefined
        ? await call('conversations.history', options)
        : await call('conversations.replies', { ...options, ts: thread });
    const { messages, response_metadata: more } = listSchema.parse(answer);
    return { messages: messages.map(keyed), next: more?.next_cursor ?? '' };
  }

  /** Puts the bytes there; nobody sees them until the upload is completed. The file's id. */
  async function send({ bytes, fileName }: MessageFile, more: Record<string, unknown>): Promise<string> {
    const length = bytes.byteLength;
    const ticket = z
      .object({ upload_url: z.url(), file_id: z.string() })
      .parse(await call('files.getUploadURLExternal', { filename: fileName, length, ...more }));
    const response = await fetch(ticket.upload_url, {
      method: 'POST',
      body: Buffer.from(bytes),
      headers: { 'content-type': 'application/octet-stream' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`Slack did not take a file: status ${response.status}.`);
    return ticket.file_id;
  }

  return {
    async post(place, { text, blocks }, metadata) {
      const options = {
        ...inThread(place),
        text,
        blocks,
        unfurl_links: false,
        unfurl_media: false,
        ...(metadata === undefined
          ? {}
          : { metadata: { event_type: 'dreamidentity_answer', event_payload: metadata } }),
      };
      const answer = await patiently(() => careful.apiCall('chat.postMessage', options));
      return z.object({ ts: z.string() }).parse(answer).ts;
    },
    async update(channel, ts, { text, blocks }, passing) {
      if (passing && Date.now() < quietUntil) return false;
      const send = () => client.apiCall('chat.update', { channel, ts, text, blocks });
      try {
        await (passing ? send() : patiently(send));
        return true;
      } catch (error) {
        const limited = retryAfterSchema.safeParse(error).data;
        if (limited === undefined) throw error;
        quietUntil = Date.now() + limited.retryAfter * 1000;
        if (passing) return false;
        throw error;
      }
    },
    async remove(channel, ts) {
      await call('chat.delete', { channel, ts });
    },
    permalink: async (channel, ts) =>
      z.object({ permalink: z.url() }).parse(await call('chat.getPermalink', { channel, message_ts: ts }))
        .permalink,
    async whisper(place, member, { text, blocks }) {
      await call('chat.postEphemeral', { ...inThread(place), user: member, text, blocks });
    },
    async keyed(place, key, since) {
      const oldest = since === undefined ? {} : { oldest: String((since.getTime() - SKEW_MS) / 1000) };
      let cursor = '';
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const after = cursor === '' ? {} : { cursor };
        const { messages, next } = await list(place, { limit: PAGE, ...oldest, ...after });
        const found = messages.find((one) => one.key === key);
        if (found !== undefined || next === '' || since === undefined) return found;
        cursor = next;
      }
      return undefined;
    },
    async find(place, ts) {
      const { messages } = await list(place, { latest: ts, oldest: ts, inclusive: true, limit: 1 });
      return messages.find((one) => one.ts === ts);
    },
    directChannel: async (member) =>
      z
        .object({ channel: z.object({ id: z.string() }) })
        .parse(await call('conversations.open', { users: member })).channel.id,
    async upload(picture) {
      const id = await send(picture, { alt_txt: picture.altText.slice(0, 1000) });
      await call('files.completeUploadExternal', { files: [{ id, title: picture.fileName }] });
      return id;
    },
    async handOver(channel, files, words) {
      const ids = await Promise.all(files.map((file) => send(file, {})));
      await call('files.completeUploadExternal', {
        files: ids.map((id, i) => ({ id, title: files[i]?.fileName ?? 'file' })),
        channel_id: channel,
        initial_comment: words,
      });
    },
    async removeFile(file) {
      await call('files.delete', { file });
    },
    async openView(trigger, view) {
      await client.apiCall('views.open', { trigger_id: trigger, view });
    },
    async publishHome(member, view) {
      await call('views.publish', { user_id: member, view });
    },
    async profile(member) {
      const { user } = profileSchema.parse(await call('users.info', { user: member, include_locale: true }));
      return {
        locale: user.locale,
        name: user.real_name ?? user.name,
        administers: user.is_admin,
        owns: user.is_owner || user.is_primary_owner,
      };
    },
    async groupMembers(group) {
      try {
        const answer = await client.apiCall('usergroups.users.list', { usergroup: group });
        return z.object({ users: z.array(z.string()) }).parse(answer).users;
      } catch (error) {
        if (slackErrorOf(error) === 'no_such_subteam') return [];
        throw error;
      }
    },
    async groupNames() {
      const { usergroups } = z
        .object({ usergroups: z.array(groupSchema) })
        .parse(await client.apiCall('usergroups.list', {}));
      return new Map(usergroups.map(({ id, handle }) => [id, handle]));
    },
  };
}

/** A call that was refused for its rate did not happen: it is made when its time has come. */
async function patiently<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const after = retryAfterSchema.safeParse(error);
      if (!after.success || attempt === 5) throw error;
      await delay(after.data.retryAfter * 1000);
    }
  }
}
const retryAfterSchema = z.object({
  code: z.literal('slack_webapi_rate_limited_error'),
  retryAfter: z.number(),
});

const platformErrorSchema = z.object({ data: z.object({ error: z.string() }) });

/** Slack's own word for what went wrong ("channel_not_found"); undefined for anything else. */
export const slackErrorOf = (error: unknown): string | undefined =>
  platformErrorSchema.safeParse(error).data?.data.error;

const GONE = new Set([
  'message_not_found',
  'channel_not_found',
  'cant_update_message',
  'edit_window_closed',
  'thread_not_found',
]);
const CLOSED = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'missing_scope',
  'method_not_supported_for_channel_type',
  'thread_not_found',
  'user_not_in_channel',
]);

/** The trigger of a form lives for three seconds. */
export const isTooLate = (error: unknown): boolean => slackErrorOf(error) === 'expired_trigger_id';

export const isGone = (error: unknown): boolean => GONE.has(slackErrorOf(error) ?? '');

/** The bot may not post or read there. */
export const isClosed = (error: unknown): boolean => CLOSED.has(slackErrorOf(error) ?? '');
