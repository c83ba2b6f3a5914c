/** @file An interaction's token as a reply target keeps it, and how long it may be used. */
import { z } from 'zod';

/** Whose message `@original` is: the answer to a command, or the message whose button was pressed. */
export type OriginalIs = 'answer' | 'pressed';

export interface ReplyToken {
  readonly original: OriginalIs;
  readonly application: string;
  readonly interaction: string;
  readonly secret: string;
  /** How large a file of the answer may be; left out where Discord has not said so. */
  readonly fileBytes?: number;
}

const FORM = /^(answer|pressed)(?:@(\d{1,12}))?:(\d{1,20}):(\d{1,20}):(.+)$/s;
const originalSchema = z.enum(['answer', 'pressed']);

export function formatReplyToken(token: ReplyToken): string {
  const { original, application, interaction, secret, fileBytes } = token;
  const room = fileBytes === undefined ? '' : `@${fileBytes}`;
  return `${original}${room}:${application}:${interaction}:${secret}`;
}

export function parseReplyToken(token: string | undefined): ReplyToken | undefined {
  const [, original, room, application, interaction, secret] = FORM.exec(token ?? '') ?? [];
  if (application === undefined || interaction === undefined || secret === undefined) return undefined;
  return {
    original: originalSchema.parse(original),
    application,
    interaction,
    secret,
    ...(room === undefined ? {} : { fileBytes: Number(room) }),
  };
}

/** Discord lets a token live fifteen minutes; a call under way needs some of them. */
const TERM_MS = 15 * 60 * 1000 - 30_000;
const DISCORD_EPOCH = 1_420_070_400_000;

/** Milliseconds since 1970 that an id of Discord's carries. */
export const timeOf = (snowflake: string): number => Number(BigInt(snowflake) >> 22n) + DISCORD_EPOCH;

export const isFresh = ({ interaction }: ReplyToken, now: number): boolean =>
  now < timeOf(interaction) + TERM_MS;
