/** @file A chat platform for tests: its channels live in Redis, so they outlive the bot process that posts there. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Message, Reply } from '../../src/chat/message.ts';
import type { MessageRef, Platform } from '../../src/chat/platform.ts';

/** What the channel shows and how it came there. */
const recordedSchema = z.object({
  id: z.string(),
  text: z.string(),
  label: z.string().optional(),
  hasPreview: z.boolean(),
  ephemeral: z.boolean(),
  pictures: z.array(z.object({ base64: z.string(), altText: z.string(), fileName: z.string() })),
  buttons: z.array(z.object({ label: z.string(), actionId: z.string() })),
  /** Every call that changed it, in order: "post" or "edit" and what was shown. */
  history: z.array(z.string()),
});
export type Recorded = z.infer<typeof recordedSchema>;

export interface RecordingPlatform extends Platform {
  /** What stands in the channel now, in order of appearance. */
  readonly messages: (channel: string) => Promise<readonly Recorded[]>;
  /** Everything that ever stood there, taken away or not. */
  readonly everPosted: (channel: string) => Promise<readonly string[]>;
  /** As an adapter shows a reply of the router. */
  readonly respondIn: (channel: string, member: string) => (reply: Reply) => Promise<MessageRef | undefined>;
}

export interface RecordingOptions {
  readonly redis: Redis;
  readonly prefix: string;
  readonly name?: string;
  /** Runs before each call, to make the platform slow, to fail, or to die. */
  readonly before?: (call: 'post' | 'edit' | 'remove', message?: Message) => Promise<void> | void;
  /** Runs after a message stands there and before the bot hears of it. */
  readonly after?: (call: 'post' | 'edit', message: Message) => Promise<void> | void;
}

export function createRecordingPlatform(options: RecordingOptions): RecordingPlatform {
  const { redis, prefix, name = 'recording', before, after } = options;
  const channelKey = (channel: string): string => `${prefix}:recording:${channel}`;
  const orderKey = (channel: string): string => `${prefix}:recording-order:${channel}`;
  const read = async (channel: string, id: string): Promise<Recorded | undefined> => {
    const json = await redis.hget(channelKey(channel), id);
    return json === null ? undefined : recordedSchema.parse(JSON.parse(json));
  };
  const write = async (
    call: 'post' | 'edit',
    channel: string,
    id: string,
    message: Message,
  ): Promise<void> => {
    const former = (await read(channel, id))?.history ?? [];
    const recorded = record(id, message, [...former, `${call} ${outline(message)}`]);
    await redis.hset(channelKey(channel), id, JSON.stringify(recorded));
  };
  const post = async (channel: string, message: Message, key: string): Promise<MessageRef> => {
    await before?.('post', message);
    await write('post', channel, key, message);
    if ((await redis.zscore(orderKey(channel), key)) === null) {
      await redis.zadd(orderKey(channel), await redis.zcard(orderKey(channel)), key);
    }
    await after?.('post', message);
    return { platform: name, channel, message: key };
  };
  let anonymous = 0;
  return {
    name,
    editIntervalMs: 20,
    post: (target, message, key) => post(target.channel, message, key),
    async edit({ channel, message: id }, message) {
      await before?.('edit', message);
      if ((await redis.hexists(channelKey(channel), id)) === 0) return false;
      await write('edit', channel, id, message);
      await after?.('edit', message);
      return true;
    },
    async remove({ channel, message: id }) {
      await before?.('remove');
      await redis.hdel(channelKey(channel), id);
    },
    async messages(channel) {
      const ids = await redis.zrange(orderKey(channel), 0, '-1');
      const found = await Promise.all(ids.map((id) => read(channel, id)));
      return found.filter((one) => one !== undefined);
    },
    everPosted: (channel) => redis.zrange(orderKey(channel), 0, '-1'),
    respondIn: (channel) => async (reply) => {
      if (reply.kind !== 'message') return undefined;
      return post(channel, reply.message, reply.key ?? `reply-${process.pid}-${(anonymous += 1)}`);
    },
  };
}

function record(id: string, message: Message, history: readonly string[]): Recorded {
  return {
    id,
    text: message.text,
    ...(message.progress === undefined ? {} : { label: message.progress.label }),
    hasPreview: message.progress?.preview !== undefined,
    ephemeral: message.ephemeral,
    pictures: message.pictures.map(({ bytes, altText, fileName }) => ({
      base64: Buffer.from(bytes).toString('base64'),
      altText,
      fileName,
    })),
    buttons: message.buttons.map(({ label, actionId }) => ({ label, actionId })),
    history: [...history],
  };
}

const outline = ({ pictures, progress, text }: Message): string =>
  pictures.length > 0 ? `${pictures.length} pictures` : (progress?.label ?? text.slice(0, 60));
