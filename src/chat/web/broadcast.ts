/** @file Events between processes that serve the same channel, over Redis: what one posts, the browsers of all see. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { redisKey } from '../../identity/keys.ts';
import type { ServerEvent } from './view.ts';

export interface Broadcast {
  /** To everybody, or to one member. */
  readonly publish: (event: ServerEvent, memberId: string | undefined) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface BroadcastOptions {
  readonly redis: Redis;
  /** Of role `background`; from now on it does nothing else. */
  readonly subscriber: Redis;
  readonly prefix: string;
  readonly channel: string;
  readonly onEvent: (event: ServerEvent, memberId: string | undefined) => void;
  /** The connection went down, or is back: events may have been missed. */
  readonly onGap: () => void;
}

const envelopeSchema = z.object({
  memberId: z.string().optional(),
  event: z.looseObject({ type: z.string() }),
});

export function createBroadcast(options: BroadcastOptions): Broadcast {
  const { redis, subscriber, prefix, channel, onEvent, onGap } = options;
  const topic = redisKey(prefix, 'web', channel, 'events');
  let closed = false;
  subscriber.on('message', (_topic, json) => {
    const { event, memberId } = envelopeSchema.parse(JSON.parse(json));
    // Only processes of this project publish here, and they publish ServerEvents.
    onEvent(event as unknown as ServerEvent, memberId);
  });
  const subscribe = (): void => {
    subscriber.subscribe(topic).then(
      onGap,
      () => undefined, // the connection says so itself, and 'ready' comes again
    );
  };
  let down = false;
  if (subscriber.status === 'ready') subscribe();
  subscriber.on('ready', () => {
    down = false;
    subscribe();
  });
  subscriber.on('close', () => {
    if (!down && !closed) onGap();
    down = true;
  });
  return {
    async publish(event, memberId) {
      await redis.publish(topic, JSON.stringify({ event, ...(memberId === undefined ? {} : { memberId }) }));
    },
    close() {
      closed = true;
      subscriber.disconnect();
      return Promise.resolve();
    },
  };
}
