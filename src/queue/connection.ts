/** @file Connections to Redis: ones that wait it out for workers, ones that fail at once where somebody waits for an answer. */
import { Redis, type RedisOptions } from 'ioredis';
import { UnreachableError } from './unreachable.ts';

/** `request` fails within two seconds when Redis is away; `background` waits until it is back. */
export type ConnectionRole = 'request' | 'background';

type ConnectionOptions = Omit<RedisOptions, 'replyMapping'>;

const roles: Readonly<Record<ConnectionRole, ConnectionOptions>> = {
  request: {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 2000,
    connectTimeout: 2000,
  },
  // BullMQ's workers and event readers require null.
  background: { maxRetriesPerRequest: null },
};

/** What one turn of the event loop asks leaves in one write: a system call for each costs more than the command does. */
class GatheringRedis extends Redis {
  #corked: Redis['stream'] | undefined;

  override sendCommand(...[command, stream]: Parameters<Redis['sendCommand']>): unknown {
    // None before it first connects.
    const socket = this.stream as Redis['stream'] | undefined;
    if (socket !== undefined && socket !== this.#corked) {
      this.#corked = socket;
      socket.cork();
      setImmediate(() => {
        if (this.#corked === socket) this.#corked = undefined;
        socket.uncork();
      });
    }
    return super.sendCommand(command, stream);
  }
}

/** A connection that is down fails at every attempt, every second; that is worth a line now and then. */
const QUIET_MS = 30_000;

/** `url` is redis://, rediss:// or unix:///path; `onError` hears of each kind of failure at most every half minute. */
export function connectRedis(url: string, role: ConnectionRole, onError: (error: Error) => void): Redis {
  const options: ConnectionOptions = {
    ...roles[role],
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt - 1, 10), 1000),
    // A node that became a replica, or is still loading its data, is left for the one that took over.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  };
  const redis = url.startsWith('unix:')
    ? new GatheringRedis({ ...options, path: decodeURI(new URL(url).pathname) })
    : new GatheringRedis(url, options);
  const toldAt = new Map<string, number>();
  redis.on('error', (error: Error) => {
    if (Date.now() - (toldAt.get(error.message) ?? 0) < QUIET_MS) return;
    toldAt.set(error.message, Date.now());
    onError(error);
  });
  redis.on('ready', () => {
    toldAt.clear();
  });
  return redis;
}

/** Throws UnreachableError at once instead of letting a caller wait for a connection. */
export function requireReachable(redis: Redis): void {
  if (redis.status !== 'ready') throw new UnreachableError(`Redis is ${redis.status}`);
}

/** Resolves when the connection is ready; rejects with UnreachableError after the time, if one is given. */
export async function untilReady(redis: Redis, timeoutMs?: number): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((done, failed) => {
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            redis.off('ready', ready);
            failed(new UnreachableError(`Redis is ${redis.status} after ${timeoutMs} ms`));
          }, timeoutMs);
    const ready = (): void => {
      clearTimeout(timer);
      done();
    };
    redis.once('ready', ready);
  });
}
