/** @file The channel in Redis: messages in order, private ones apart and for a term, one message a key, pictures beside them. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { newId } from '../../identity/id.ts';
import { redisKey } from '../../identity/keys.ts';
import type { Message, Picture } from '../message.ts';
import type { MessageView } from './view.ts';
import { type PictureFiles, pictureUrl } from './picture-files.ts';
import { MEMBER_TERM_MS } from './term.ts';

const memberSchema = z.object({ id: z.string(), name: z.string() });
/** What stays as it is however often the message is edited. */
const headSchema = z.object({
  at: z.number(),
  author: memberSchema.optional(),
  invocation: z.object({ member: memberSchema, text: z.string() }).optional(),
  /** Undefined: everybody. */
  visibleTo: z.string().optional(),
});
export type MessageHead = z.infer<typeof headSchema>;

const pictureSchema = z.object({ id: z.string(), altText: z.string(), fileName: z.string() });
const bodySchema = z.object({
  text: z.string(),
  pictures: z.array(pictureSchema),
  buttons: z.array(
    z.object({ label: z.string(), actionId: z.string(), style: z.enum(['primary', 'secondary', 'danger']) }),
  ),
  progress: z
    .object({ fraction: z.number(), label: z.string(), preview: pictureSchema.optional() })
    .optional(),
});
type Body = z.infer<typeof bodySchema>;

export interface StoredMessage {
  readonly view: MessageView;
  readonly visibleTo: string | undefined;
}

export interface Page {
  /** Oldest first. */
  readonly messages: readonly MessageView[];
  readonly more: boolean;
}

export interface ChannelStore {
  /** Under a key there is one message: posting again replaces what it shows. */
  readonly post: (head: MessageHead, message: Message, key: string | undefined) => Promise<StoredMessage>;
  /** Undefined when it no longer exists, or when it would have to change between private and public. */
  readonly edit: (id: string, message: Message) => Promise<StoredMessage | undefined>;
  /** What it was; undefined when it no longer exists. */
  readonly remove: (id: string) => Promise<StoredMessage | undefined>;
  readonly get: (id: string) => Promise<StoredMessage | undefined>;
  /** The latest that the member may see, before an order if one is given. */
  readonly page: (memberId: string, before?: number) => Promise<Page>;
}

export interface ChannelStoreOptions {
  readonly redis: Redis;
  readonly prefix: string;
  readonly channel: string;
  readonly files: PictureFiles;
  /** How many messages the channel keeps; the oldest go. */
  readonly kept?: number;
}

const KEPT_MESSAGES = 2000;
const PAGE_SIZE = 50;

/**
 * KEYS id under the idempotency key, list, counter, message; ARGV key, id, head, body, term in ms (0: kept until it is
 * trimmed). The id that stands under the key, and its order (0: an old one).
 */
const POST = `
if ARGV[1] ~= '' then
  local known = redis.call('GET', KEYS[1])
  if known then return {known, 0} end
  redis.call('SET', KEYS[1], ARGV[2])
end
local order = redis.call('INCR', KEYS[3])
redis.call('HSET', KEYS[4], 'head', ARGV[3], 'body', ARGV[4], 'order', order, 'version', 1, 'key', ARGV[1], 'list', KEYS[2])
redis.call('ZADD', KEYS[2], order, ARGV[2])
if ARGV[5] ~= '0' then
  for _, key in ipairs({KEYS[1], KEYS[2], KEYS[4]}) do redis.call('PEXPIRE', key, ARGV[5]) end
end
return {ARGV[2], order}`;

/** KEYS message; ARGV body. The body before, or false. */
const EDIT = `
local before = redis.call('HGET', KEYS[1], 'body')
if not before then return false end
redis.call('HSET', KEYS[1], 'body', ARGV[1])
redis.call('HINCRBY', KEYS[1], 'version', 1)
return before`;

/** KEYS message; ARGV id, what stands before an idempotency key. */
const REMOVE = `
local list = redis.call('HGET', KEYS[1], 'list')
if not list then return 0 end
local key = redis.call('HGET', KEYS[1], 'key')
redis.call('ZREM', list, ARGV[1])
if key ~= '' and redis.call('GET', ARGV[2] .. key) == ARGV[1] then redis.call('DEL', ARGV[2] .. key) end
return redis.call('DEL', KEYS[1])`;

export function createChannelStore(options: ChannelStoreOptions): ChannelStore {
  const { redis, prefix, channel, files, kept = KEPT_MESSAGES } = options;
  const key = (...parts: readonly string[]): string => redisKey(prefix, 'web', channel, ...parts);
  const messageKey = (id: string): string => key('message', id);
  const listKey = (visibleTo: string | undefined): string =>
    visibleTo === undefined ? key('messages') : key('private', visibleTo);

  async function get(id: string): Promise<StoredMessage | undefined> {
    const [head, body, order, version] = await redis.hmget(
      messageKey(id),
      'head',
      'body',
      'order',
      'version',
    );
    if (!head || !body) return undefined;
    return messageOf(id, headSchema.parse(JSON.parse(head)), parseBody(body), Number(order), Number(version));
  }

  async function save(message: Message, owner: string | undefined): Promise<Body> {
    const keep = async (picture: Picture, preview: boolean): Promise<Body['pictures'][number]> => {
      const { altText, fileName } = picture;
      return { id: await files.save(picture, owner, preview), altText, fileName };
    };
    const { text, buttons, progress } = message;
    const pictures = await Promise.all(message.pictures.map((picture) => keep(picture, false)));
    if (progress === undefined) return { text, pictures, buttons: [...buttons] };
    const { fraction, label, preview } = progress;
    const shown = preview === undefined ? {} : { preview: await keep(preview, true) };
    return { text, pictures, buttons: [...buttons], progress: { fraction, label, ...shown } };
  }

  async function edit(id: string, message: Message): Promise<StoredMessage | undefined> {
    const known = await get(id);
    if (known === undefined || (known.visibleTo !== undefined) !== message.ephemeral) return undefined;
    const body = await save(message, known.visibleTo);
    const before: unknown = await redis.eval(EDIT, 1, messageKey(id), JSON.stringify(body));
    if (typeof before !== 'string') {
      await files.remove(picturesOf(body));
      return undefined;
    }
    await files.retire(picturesOf(parseBody(before)));
    return get(id);
  }

  async function remove(id: string): Promise<StoredMessage | undefined> {
    const [known, body] = await Promise.all([get(id), redis.hget(messageKey(id), 'body')]);
    if (known === undefined || body === null) return undefined;
    await redis.eval(REMOVE, 1, messageKey(id), id, key('key', ''));
    await files.remove(picturesOf(parseBody(body)));
    return known;
  }

  async function trim(list: string): Promise<void> {
    const excess = await redis.zrange(list, '0', String(-(kept + 1)));
    for (const id of excess) {
      await remove(id);
      await redis.zrem(list, id); // of one that has expired nothing else is left
    }
  }

  return {
    get,
    edit,
    remove,
    async post(head, message, idempotencyKey = '') {
      const id = newId();
      const body = await save(message, head.visibleTo);
      const list = listKey(head.visibleTo);
      const answer: unknown = await redis.eval(
        POST,
        4,
        key('key', idempotencyKey),
        list,
        key('counter'),
        messageKey(id),
        idempotencyKey,
        id,
        JSON.stringify(head),
        JSON.stringify(body),
        head.visibleTo === undefined ? 0 : MEMBER_TERM_MS,
      );
      const [stands, order] = z.tuple([z.string(), z.number()]).parse(answer);
      if (order === 0) {
        await files.remove(picturesOf(body));
        const edited = await edit(stands, message);
        if (edited !== undefined) return edited;
        await remove(stands);
        await redis.del(key('key', idempotencyKey)); // of a message that is gone
        return this.post(head, message, idempotencyKey);
      }
      await trim(list);
      return messageOf(id, head, body, order, 1);
    },
    async page(memberId, before) {
      const newest = before === undefined ? '+inf' : `(${before}`;
      const range = async (visibleTo: string | undefined): Promise<readonly string[]> =>
        redis.zrevrangebyscore(listKey(visibleTo), newest, '-inf', 'WITHSCORES', 'LIMIT', 0, PAGE_SIZE + 1);
      const found = [...pairs(await range(undefined)), ...pairs(await range(memberId))];
      found.sort((a, b) => b.order - a.order);
      const stored = await Promise.all(found.slice(0, PAGE_SIZE).map(({ id }) => get(id)));
      const messages = stored.flatMap((one) => (one === undefined ? [] : [one.view])).reverse();
      return { messages, more: found.length > PAGE_SIZE };
    },
  };
}

function* pairs(flat: readonly string[]): Generator<{ readonly id: string; readonly order: number }> {
  for (let i = 0; i + 1 < flat.length; i += 2) yield { id: flat[i] ?? '', order: Number(flat[i + 1]) };
}

const parseBody = (json: string): Body => bodySchema.parse(JSON.parse(json));

const picturesOf = ({ pictures, progress }: Body): readonly string[] =>
  [...pictures, ...(progress?.preview === undefined ? [] : [progress.preview])].map(({ id }) => id);

function messageOf(id: string, head: MessageHead, body: Body, order: number, version: number): StoredMessage {
  const view = ({ id: picture, ...rest }: Body['pictures'][number]): MessageView['pictures'][number] => ({
    url: pictureUrl(picture),
    ...rest,
  });
  const { progress } = body;
  return {
    visibleTo: head.visibleTo,
    view: {
      id,
      order,
      version,
      at: head.at,
      author: head.author,
      invocation: head.invocation,
      text: body.text,
      pictures: body.pictures.map(view),
      buttons: body.buttons,
      progress:
        progress === undefined
          ? undefined
          : { ...progress, preview: progress.preview === undefined ? undefined : view(progress.preview) },
      ephemeral: head.visibleTo !== undefined,
      kept: true,
    },
  };
}
