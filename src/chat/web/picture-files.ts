/** @file Bytes of posted pictures in Redis, each under an unguessable id, private ones with their owner. */
import type { Redis } from 'ioredis';
import { newId } from '../../identity/id.ts';
import { redisKey } from '../../identity/keys.ts';
import type { Picture } from '../message.ts';
import { MEMBER_TERM_MS } from './term.ts';

export interface PictureFile {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly fileName: string;
}

export interface PictureFiles {
  /** `owner` alone may fetch it, for as long as the owner's own things are kept; a preview lives for minutes. */
  readonly save: (picture: Picture, owner: string | undefined, preview: boolean) => Promise<string>;
  /** Undefined when there is none, or none for this member. */
  readonly read: (id: string, memberId: string | undefined) => Promise<PictureFile | undefined>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
  /** Removes soon: a browser may be fetching it just now. */
  readonly retire: (ids: readonly string[]) => Promise<void>;
}

const PREVIEW_TERM_MS = 10 * 60 * 1000;
const RETIRED_TERM_MS = 30 * 1000;

export const pictureUrl = (id: string): string => `/pictures/${id}`;

export function createPictureFiles(redis: Redis, prefix: string): PictureFiles {
  const fileKey = (id: string): string => redisKey(prefix, 'web', 'picture', id);
  return {
    async save({ bytes, contentType, fileName }, owner = '', preview) {
      const id = newId();
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      await redis.hset(fileKey(id), { bytes: buffer, contentType, fileName, owner });
      if (preview) await redis.pexpire(fileKey(id), PREVIEW_TERM_MS);
      else if (owner !== '') await redis.pexpire(fileKey(id), MEMBER_TERM_MS);
      return id;
    },
    async read(id, memberId) {
      const [bytes, contentType, fileName, owner] = await redis.hmgetBuffer(
        fileKey(id),
        'bytes',
        'contentType',
        'fileName',
        'owner',
      );
      if (!bytes || !contentType || !fileName || !owner) return undefined;
      const only = owner.toString();
      if (only !== '' && only !== memberId) return undefined;
      return { bytes, contentType: contentType.toString(), fileName: fileName.toString() };
    },
    async remove(ids) {
      if (ids.length > 0) await redis.unlink(...ids.map(fileKey));
    },
    async retire(ids) {
      await Promise.all(ids.map((id) => redis.pexpire(fileKey(id), RETIRED_TERM_MS)));
    },
  };
}
