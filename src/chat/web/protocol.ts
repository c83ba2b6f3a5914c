/** @file What a browser may send over the web socket: parsed and bounded before anything looks at it. */
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { say } from '../../say.ts';

/** Bytes of one web-socket message; the socket closes on longer ones before they are read. */
export const MAX_FRAME_BYTES = 32 * 1024;
export const MAX_TEXT_LENGTH = 2000;
const MAX_NAME_LENGTH = 32;

const name = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
const requestId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);
const id = z.string().regex(/^[a-z0-9]{8,40}$/);

const optionValue = z.union([
  z.string().max(MAX_TEXT_LENGTH),
  z.number(),
  z.boolean(),
  z.strictObject({ upload: id }),
  z.strictObject({ member: id }),
]);
export type OptionValue = z.infer<typeof optionValue>;

/** At most this many options or fields; no command has more. */
const MAX_ENTRIES = 25;
const bounded = <V extends z.ZodType>(value: V): z.ZodRecord<z.ZodString, V> =>
  z
    .record(z.string().min(1).max(32), value)
    .refine((record) => Object.keys(record).length <= MAX_ENTRIES, `at most ${MAX_ENTRIES} entries`);

const clientEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('say'), requestId, text: z.string().trim().min(1).max(MAX_TEXT_LENGTH) }),
  z.strictObject({
    type: z.literal('invoke'),
    requestId,
    command: name,
    subcommand: name.optional(),
    options: bounded(optionValue),
  }),
  z.strictObject({
    type: z.literal('complete'),
    requestId,
    command: name,
    subcommand: name.optional(),
    option: z.string().min(1).max(32),
    typed: z.string().max(200),
  }),
  z.strictObject({
    type: z.literal('press'),
    requestId,
    actionId: z.string().min(1).max(100),
    messageId: id.optional(),
    fields: bounded(z.string().max(4000)),
  }),
  z.strictObject({ type: z.literal('earlier'), before: z.number().nonnegative() }),
  z.strictObject({ type: z.literal('dismiss'), messageId: id }),
  z.strictObject({
    type: z.literal('rename'),
    requestId,
    name: z.string().trim().min(1).max(MAX_NAME_LENGTH),
  }),
]);
export type ClientEvent = z.infer<typeof clientEventSchema>;

/** From one text frame; throws UserError that says what is wrong with it, without repeating it. */
export function parseClientEvent(frame: string): ClientEvent {
  let data: unknown;
  try {
    data = JSON.parse(frame);
  } catch {
    throw new UserError('message-malformed', 'I could not read that: please reload the page.');
  }
  const parsed = clientEventSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.map((part) => String(part).slice(0, 32)).join('.');
  throw new UserError(
    'message-malformed',
    place === undefined || place === ''
      ? 'I could not read that: please reload the page.'
      : say`I could not read that, for its "${place}": change it, or reload the page.`,
  );
}

const withRequestId = z.object({ requestId });

/** The request that a refused frame belongs to, if it names one. */
export function requestIdOf(frame: string): string | undefined {
  try {
    return withRequestId.safeParse(JSON.parse(frame)).data?.requestId;
  } catch {
    return undefined;
  }
}
