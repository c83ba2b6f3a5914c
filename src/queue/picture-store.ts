/** @file Picture bytes on their way from worker to chat: beside the jobs in Redis, bounded in size and in time. */
import type { Redis } from 'ioredis';
import { redisKey } from '../identity/keys.ts';

export interface PictureStoreOptions {
  readonly redis: Redis;
  readonly prefix: string;
  /** How long a picture waits to be posted. */
  readonly termMs: number;
}

const MAX_PICTURE_BYTES = 8 * 1024 * 1024;
const MAX_PREVIEW_BYTES = 64 * 1024;
const PREVIEW_TERM_MS = 10 * 60 * 1000;

export interface PictureStore {
  /** Throws RangeError for one that is too large. */
  readonly save: (jobId: string, pictures: readonly Uint8Array[]) => Promise<void>;
  /** Undefined when any of them has expired. */
  readonly read: (jobId: string, count: number) => Promise<readonly Buffer[] | undefined>;
  /** Keeps the latest preview only; one that is too large is left out. */
  readonly savePreview: (jobId: string, bytes: Uint8Array) => Promise<boolean>;
  readonly readPreview: (jobId: string) => Promise<Buffer | undefined>;
  readonly remove: (jobId: string) => Promise<void>;
}

export function createPictureStore({ redis, prefix, termMs }: PictureStoreOptions): PictureStore {
  const picturesKey = (jobId: string): string => redisKey(prefix, 'pictures', jobId);
  const previewKey = (jobId: string): string => redisKey(prefix, 'preview', jobId);
  return {
    async save(jobId, pictures) {
      const tooLarge = pictures.find(({ byteLength }) => byteLength > MAX_PICTURE_BYTES);
      if (tooLarge)
        throw new RangeError(`a picture of ${tooLarge.byteLength} bytes; at most ${MAX_PICTURE_BYTES}`);
      const fields = pictures.flatMap((bytes, i) => [String(i), toBuffer(bytes)]);
      const key = picturesKey(jobId);
      const results = await redis
        .multi()
        .del(key)
        .hset(key, ...fields)
        .pexpire(key, termMs)
        .exec();
      for (const [error] of results ?? []) if (error) throw error;
    },
    async read(jobId, count) {
      const fields = Array.from({ length: count }, (_, i) => String(i));
      const found = await redis.hmgetBuffer(picturesKey(jobId), ...fields);
      const pictures = found.filter((bytes) => bytes !== null);
      return pictures.length === count ? pictures : undefined;
    },
    async savePreview(jobId, bytes) {
      if (bytes.byteLength > MAX_PREVIEW_BYTES) return false;
      await redis.set(previewKey(jobId), toBuffer(bytes), 'PX', PREVIEW_TERM_MS);
      return true;
    },
    readPreview: async (jobId) => (await redis.getBuffer(previewKey(jobId))) ?? undefined,
    async remove(jobId) {
      await redis.unlink(picturesKey(jobId), previewKey(jobId));
    },
  };
}

const toBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
