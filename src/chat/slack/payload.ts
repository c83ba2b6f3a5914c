/** @file What Slack delivers, as far as it is read here: commands, events, buttons, forms, shortcuts, completion. */
import { z } from 'zod';

const id = z.string().regex(/^[A-Z0-9]{1,40}$/);
const ts = z.string().regex(/^\d{1,16}\.\d{1,10}$/);
const text = z.string().max(12_000);
const token = z.string().min(1).max(1000);

const fileSchema = z.object({
  name: z.string().max(1000).nullish(),
  mimetype: z.string().max(200).default(''),
  size: z.number().nonnegative().default(0),
  url_private_download: z.string().max(4000).optional(),
});
export type SlackFile = z.infer<typeof fileSchema>;

export const metadataSchema = z.object({
  event_payload: z.object({ key: z.string().max(100), member: z.string().max(100).optional() }),
});

/** A slash command. */
const slashSchema = z.object({
  command: z.string().regex(/^\/[a-z0-9_-]{1,32}$/),
  text: text.default(''),
  user_id: id,
  user_name: z.string().max(100).default(''),
  team_id: id,
  channel_id: id,
  trigger_id: token,
  response_url: z.string().max(2000).optional(),
});

const mentionSchema = z.object({
  type: z.literal('app_mention'),
  user: id,
  text,
  channel: id,
  ts,
  thread_ts: ts.optional(),
  files: z.array(fileSchema).max(50).default([]),
});
/** What a member writes to the bot in private; its own messages, and changes of messages, have other fields. */
const directSchema = z.object({
  ...mentionSchema.shape,
  type: z.literal('message'),
  channel_type: z.literal('im'),
  subtype: z.literal('file_share').optional(),
  bot_id: z.undefined().optional(),
});
const homeSchema = z.object({
  type: z.literal('app_home_opened'),
  user: id,
  tab: z.string().max(40).default('home'),
});
const otherSchema = z.object({ type: z.string().max(100) });
const eventSchema = z.object({
  type: z.literal('event_callback'),
  team_id: id,
  event_id: z.string().min(1).max(100),
  event: z.union([mentionSchema, directSchema, homeSchema, otherSchema]),
});

const userSchema = z.object({
  id,
  username: z.string().max(100).optional(),
  name: z.string().max(100).optional(),
});
const who = { user: userSchema, team: z.object({ id }) };
const messageSchema = z.object({
  ts,
  thread_ts: ts.optional(),
  text: text.default(''),
  metadata: metadataSchema.optional().catch(undefined),
});
const place = { channel: z.object({ id }).optional(), response_url: z.string().max(2000).optional() };

const pressSchema = z.object({
  type: z.literal('block_actions'),
  ...who,
  ...place,
  trigger_id: token,
  message: messageSchema.optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string().min(1).max(255),
        type: z.string().max(40),
        action_ts: z.string().max(40),
      }),
    )
    .min(1)
    .max(25),
});

const inputSchema = z.object({
  type: z.string().max(40),
  value: text.nullish(),
  selected_option: z.object({ value: z.string().max(200) }).nullish(),
  selected_options: z
    .array(z.object({ value: z.string().max(200) }))
    .max(100)
    .optional(),
  selected_user: id.nullish(),
  files: z.array(fileSchema).max(10).optional(),
});
export type FormInput = z.infer<typeof inputSchema>;
const stateSchema = z.object({ values: z.record(z.string(), z.record(z.string(), inputSchema)) });
const viewSchema = z.object({
  id: z.string().max(100),
  hash: z.string().max(200).default(''),
  callback_id: z.string().max(255),
  private_metadata: z.string().max(3000).default(''),
});
const submissionSchema = z.object({
  type: z.literal('view_submission'),
  ...who,
  view: viewSchema.extend({ state: stateSchema }),
});

const shortcutSchema = z.object({
  type: z.literal('shortcut'),
  ...who,
  callback_id: z.string().max(255),
  trigger_id: token,
});
const messageShortcutSchema = z.object({
  type: z.literal('message_action'),
  ...who,
  ...place,
  callback_id: z.string().max(255),
  trigger_id: token,
  message: messageSchema,
});
const suggestionSchema = z.object({
  type: z.literal('block_suggestion'),
  ...who,
  action_id: z.string().min(1).max(255),
  value: z.string().max(1000).default(''),
  view: viewSchema,
});

export const bodySchema = z.union([
  z.discriminatedUnion('type', [
    eventSchema,
    pressSchema,
    submissionSchema,
    shortcutSchema,
    messageShortcutSchema,
    suggestionSchema,
  ]),
  slashSchema,
]);
export type SlackBody = z.infer<typeof bodySchema>;
export type Slash = z.infer<typeof slashSchema>;
export type Mention = z.infer<typeof mentionSchema>;
export type Direct = z.infer<typeof directSchema>;
export type Home = z.infer<typeof homeSchema>;
export type EventBody = z.infer<typeof eventSchema>;
export type PressBody = z.infer<typeof pressSchema>;
export type Submission = z.infer<typeof submissionSchema>;
export type ShortcutBody = z.infer<typeof shortcutSchema> | z.infer<typeof messageShortcutSchema>;
export type Suggestion = z.infer<typeof suggestionSchema>;
