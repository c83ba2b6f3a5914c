/** @file What Discord said no to, without the tokens and the words that were sent. */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';

/** `code` is Discord's own (10008 Unknown Message), 0 where it gave none. */
class DiscordError extends Error {
  override readonly name = 'DiscordError';
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, text: string) {
    super(`Discord answered ${status}${code === 0 ? '' : `, code ${code}`}: ${text}`);
    this.status = status;
    this.code = code;
  }
}

/** discord.js' errors carry addresses with tokens in them, and bodies with prompts: neither may reach a log. */
export function withoutSecrets(error: unknown): unknown {
  if (error instanceof DiscordAPIError) {
    return new DiscordError(error.status, Number(error.code), error.message.split('\n', 1)[0] ?? '');
  }
  if (error instanceof HTTPError) return new DiscordError(error.status, 0, 'no answer that can be read');
  if (error instanceof RateLimitError) return new DiscordError(429, 0, 'too many requests');
  return error;
}

const GONE = new Set([10003, 10008, 10015, 50027]);
const FORBIDDEN = new Set([50001, 50005, 50007, 50013]);
const ACKNOWLEDGED = 40060;
const TOO_LARGE = 40005;

/** The message, its channel or the token is not there any more. */
export const isGone = (error: unknown): boolean =>
  error instanceof DiscordError && (GONE.has(error.code) || error.status === 404 || error.status === 401);

/** The bot may not do that there. */
export const isForbidden = (error: unknown): boolean =>
  error instanceof DiscordError && (FORBIDDEN.has(error.code) || error.status === 403);

/** A file is larger than the channel takes. */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof DiscordError && (error.code === TOO_LARGE || error.status === 413);

/** Somebody (this bot before a lost answer, or another process) has answered the interaction already. */
export const isAcknowledged = (error: unknown): boolean =>
  error instanceof DiscordError && error.code === ACKNOWLEDGED;
