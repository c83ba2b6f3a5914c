/** @file Selfies on their way to the encoder: sealed, for minutes, gone once they are read. */
import type { Redis } from 'ioredis';
import { open, seal } from './envelope.ts';
import { redisKey } from './keys.ts';
import type { KeyRing } from './key-ring.ts';

export interface SelfieStoreOptions {
  readonly redis: Redis;
  readonly ring: KeyRing;
  readonly prefix: string;
  /** How long a selfie may wait for consent and for a worker. */
  readonly termMs: number;
  /** Takes from a file what is not the picture, before it is sealed; as it came when left out. */
  readonly clean?: (file: Uint8Array) => Promise<Uint8Array>;
}

export interface SelfieStore {
  readonly termMs: number;
  /** Throws UserError for a picture that cannot be cleaned. */
  readonly hold: (id: string, ownerId: string, bytes: Uint8Array) => Promise<void>;
  /** Undefined when it was destroyed or has expired. */
  readonly read: (id: string, ownerId: string) => Promise<Buffer | undefined>;
  /** Whether it still waits. */
  readonly holds: (id: string) => Promise<boolean>;
  readonly destroy: (id: string, ownerId: string) => Promise<boolean>;
  /** Ids of those of a member, here or gone. */
  readonly list: (ownerId: string) => Promise<readonly string[]>;
  /** Ids of those of a member that still wait. */
  readonly waiting: (ownerId: string) => Promise<readonly string[]>;
  readonly destroyAll: (ownerId: string) => Promise<number>;
}

export function createSelfieStore({ redis, ring, prefix, termMs, clean }: SelfieStoreOptions): SelfieStore {
  const selfieKey = (id: string): string => redisKey(prefix, 'selfie', id);
  const ownerKey = (ownerId: string): string => redisKey(prefix, 'selfies-of', ownerId);
  const label = (id: string, ownerId: string): string => `selfie ${id} of ${ownerId}`;

  return {
    termMs,
    async hold(id, ownerId, bytes) {
      const picture = clean === undefined ? bytes : await clean(bytes);
      const sealed = seal(ring, picture, label(id, ownerId));
      const results = await redis
        .multi()
        .hset(selfieKey(id), { ...sealed })
        .pexpire(selfieKey(id), termMs)
        .sadd(ownerKey(ownerId), id)
        .pexpire(ownerKey(ownerId), termMs)
        .exec();
      for (const [error] of results ?? []) if (error) throw error;
    },
    async read(id, ownerId) {
      const [keyId, wrappedKey, body] = await redis.hmgetBuffer(selfieKey(id), 'keyId', 'wrappedKey', 'body');
      if (!keyId || !wrappedKey || !body) return undefined;
      return open(ring, { keyId: keyId.toString(), wrappedKey, body }, label(id, ownerId));
    },
    holds: async (id) => (await redis.exists(selfieKey(id))) === 1,
    async destroy(id, ownerId) {
      await redis.srem(ownerKey(ownerId), id);
      return (await redis.del(selfieKey(id))) === 1;
    },
    list: (ownerId) => redis.smembers(ownerKey(ownerId)),
    async waiting(ownerId) {
      const ids = await redis.smembers(ownerKey(ownerId));
      const stands = await Promise.all(ids.map((id) => redis.exists(selfieKey(id))));
      const gone = ids.filter((_, i) => stands[i] === 0);
      if (gone.length > 0) await redis.srem(ownerKey(ownerId), ...gone);
      return ids.filter((_, i) => stands[i] === 1);
    },
    async destroyAll(ownerId) {
      const ids = await redis.smembers(ownerKey(ownerId));
      await redis.del(ownerKey(ownerId));
      return ids.length === 0 ? 0 : redis.del(...ids.map(selfieKey));
    },
  };
}
