/** @file Uploaded pictures until a command uses them: in this process' memory only, for minutes, never in Redis in clear. */
import { UserError } from '../../errors.ts';
import { newId } from '../../identity/id.ts';
import { say } from '../../say.ts';
import type { Attachment } from '../option.ts';

export interface Uploads {
  /** Throws UserError for what is no picture, and when there is no room. */
  readonly keep: (memberId: string, file: UploadedFile) => string;
  /** Undefined when it is somebody else's, unknown or too old. */
  readonly attachment: (memberId: string, id: string) => Attachment | undefined;
  readonly clear: () => void;
}

export interface UploadedFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

interface Kept extends UploadedFile {
  readonly memberId: string;
  readonly until: number;
}

const TERM_MS = 15 * 60 * 1000;
const MAX_PER_MEMBER = 4;
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;
const PICTURE_TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/webp'];

export function createUploads(now: () => number = Date.now): Uploads {
  const kept = new Map<string, Kept>();
  const sweep = (): void => {
    for (const [id, { until }] of kept) if (until <= now()) kept.delete(id);
  };
  return {
    keep(memberId, file) {
      sweep();
      requirePicture(file);
      const mine = [...kept].filter(([, one]) => one.memberId === memberId);
      for (const [id] of mine.slice(0, Math.max(0, mine.length + 1 - MAX_PER_MEMBER))) kept.delete(id);
      const total = [...kept.values()].reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
      if (total + file.bytes.byteLength > MAX_TOTAL_BYTES) {
        throw uploadsFull();
      }
      const id = newId();
      kept.set(id, { ...file, memberId, until: now() + TERM_MS });
      return id;
    },
    attachment(memberId, id) {
      sweep();
      const found = kept.get(id);
      if (found?.memberId !== memberId) return undefined;
      const { fileName, contentType, bytes } = found;
      return {
        kind: 'attachment',
        fileName,
        contentType,
        size: bytes.byteLength,
        read(limit) {
          if (bytes.byteLength > limit) return Promise.reject(tooLarge(bytes.byteLength, limit));
          return Promise.resolve(bytes);
        },
      };
    },
    clear() {
      kept.clear();
    },
  };
}

/** By its first bytes, whatever it calls itself: decoding it is the worker's. Throws UserError. */
export function requirePicture({ fileName, contentType, bytes }: UploadedFile): void {
  if (bytes.byteLength === 0) throw new UserError('upload-empty', 'That file is empty: choose another one.');
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  const known = head.startsWith('\x89PNG') || head.startsWith('\xff\xd8\xff') || /^RIFF.{4}WEBP/s.test(head);
  if (!known || !PICTURE_TYPES.includes(contentType)) {
    throw new UserError('not-an-image', say`"${fileName.slice(0, 60)}" is not a PNG, JPEG or WebP picture.`);
  }
}

export const uploadsFull = (): UserError =>
  new UserError('uploads-full', 'Too many pictures are being uploaded just now: try again in a minute.');

export const tooLarge = (size: number, limit: number): UserError =>
  new UserError(
    'upload-too-large',
    say`That file has ${megabytes(size)} MB; at most ${megabytes(limit)} MB fit: choose a smaller one.`,
  );

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '');
