/** @file Which interaction's token may still edit which message: edits by it have a rate limit of their own and reach private messages. */
import { isFresh, type ReplyToken } from './reply-token.ts';

export interface TokenMemory {
  readonly keep: (message: string, token: ReplyToken) => void;
  readonly of: (message: string) => ReplyToken | undefined;
  readonly forget: (message: string) => void;
}

/** Fifteen minutes of a busy bot. */
const MAX_KEPT = 50_000;

export function createTokenMemory(now: () => number): TokenMemory {
  const kept = new Map<string, ReplyToken>();
  return {
    keep(message, token) {
      kept.delete(message);
      kept.set(message, token);
      // Oldest first: what is not fresh any more is found at the front.
      for (const [id, one] of kept) {
        if (isFresh(one, now()) && kept.size <= MAX_KEPT) break;
        kept.delete(id);
      }
    },
    of(message) {
      const token = kept.get(message);
      return token !== undefined && isFresh(token, now()) ? token : undefined;
    },
    forget(message) {
      kept.delete(message);
    },
  };
}
