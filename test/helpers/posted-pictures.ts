/** @file What a test reads off replies and off the pictures that were posted. */
import type { Reply } from '../../src/chat/message.ts';
import type { Recorded } from './recording-platform.ts';

export const textOf = (reply: Reply): string => (reply.kind === 'message' ? reply.message.text : reply.kind);
export const drawn = ({ pictures }: Recorded): string[] =>
  pictures.map(({ base64 }) => Buffer.from(base64, 'base64').toString());
export const withPictures = (messages: readonly Recorded[]): readonly Recorded[] =>
  messages.filter(({ pictures }) => pictures.length > 0);
export const first = <T>(list: readonly T[]): T => {
  const [one] = list;
  if (one === undefined) throw new Error('the list is empty');
  return one;
};
