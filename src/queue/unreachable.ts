/** @file Telling "Redis is away" apart from every other failure. */

/** Redis cannot be reached now; the same request may succeed in a minute. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

const codes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const messages =
  /Connection is closed|Stream isn't writeable|Command timed out|max retries per request|^(LOADING|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|READONLY)\b|Socket closed/i;

export const isUnreachable = (error: unknown): boolean =>
  error instanceof UnreachableError ||
  (error instanceof Error &&
    (messages.test(error.message) || ('code' in error && codes.has(String(error.code)))));
