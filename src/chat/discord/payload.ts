/** @file What Discord's gateway delivers of an interaction, as far as it is read here. */
import { z } from 'zod';

const snowflake = z.string().regex(/^\d{1,20}$/);
const text = z.string().max(6000);
/** Becomes a part of an address. */
const secret = z.string().regex(/^[A-Za-z0-9_=:+-]{1,1900}$/);

const userSchema = z.object({
  id: snowflake,
  username: z.string().max(100),
  global_name: z.string().max(100).nullish(),
});
const attachmentSchema = z.object({
  id: snowflake,
  filename: z.string().max(1000),
  size: z.number().nonnegative(),
  url: z.string().max(4000),
  content_type: z.string().max(200).optional(),
});
export type DiscordAttachment = z.infer<typeof attachmentSchema>;

/** Buttons in rows, whatever else stands beside them. */
const componentSchema = z.object({ custom_id: z.string().max(100).optional() });
const rowSchema = z.object({ components: z.array(componentSchema).optional() });

export const messageSchema = z.object({
  id: snowflake,
  channel_id: snowflake,
  content: text.default(''),
  flags: z.number().default(0),
  author: z.object({ id: snowflake }).optional(),
  nonce: z.union([z.string(), z.number()]).nullish(),
  components: z.array(rowSchema).default([]),
});
export type DiscordMessage = z.infer<typeof messageSchema>;

const resolvedSchema = z.object({
  users: z.record(z.string(), userSchema).default({}),
  members: z.record(z.string(), z.object({ nick: z.string().nullish() })).default({}),
  roles: z.record(z.string(), z.object({ name: z.string().max(200) })).default({}),
  attachments: z.record(z.string(), attachmentSchema).default({}),
  messages: z.record(z.string(), z.object({ content: text.default('') })).default({}),
});
export type Resolved = z.infer<typeof resolvedSchema>;
const resolved = resolvedSchema.prefault({});

const valueSchema = z.object({
  name: z.string().min(1).max(32),
  type: z.number(),
  value: z.union([text, z.number(), z.boolean()]),
  focused: z.boolean().optional(),
});
export type OptionValue = z.infer<typeof valueSchema>;
const subcommandSchema = z.object({
  name: z.string().min(1).max(32),
  type: z.literal(1),
  options: z.array(valueSchema).max(25).default([]),
});
const name = z.string().min(1).max(32);

const commandData = z.object({
  type: z.literal(1),
  name,
  options: z.union([z.tuple([subcommandSchema]), z.array(valueSchema).max(25)]).default([]),
  resolved,
});
const menuData = z.object({ type: z.literal([2, 3]), name, target_id: snowflake, resolved });
const buttonData = z.object({ custom_id: z.string().min(1).max(100) });

const inputSchema = z.object({
  custom_id: z.string().max(100),
  value: z.union([text, z.boolean()]).nullish(),
  values: z.array(text).max(25).optional(),
});
export type FormInput = z.infer<typeof inputSchema>;
/** A label holds one input, an action row a list of one. */
const fieldSchema = z.object({
  component: inputSchema.optional(),
  components: z.array(inputSchema).max(5).optional(),
});
const formData = z.object({
  custom_id: z.string().min(1).max(100),
  components: z.array(fieldSchema).max(40),
  resolved,
});

const origin = {
  id: snowflake,
  application_id: snowflake,
  token: secret,
  guild_id: snowflake.optional(),
  channel_id: snowflake,
  locale: z.string().max(35).default('en-US'),
  attachment_size_limit: z.int().positive().max(1e11).optional().catch(undefined),
  /** Threads say which channel they hang in. */
  channel: z.object({ type: z.number(), parent_id: snowflake.nullish() }).optional().catch(undefined),
  member: z
    .object({
      nick: z.string().max(100).nullish(),
      user: userSchema,
      roles: z.array(snowflake).max(250).default([]),
      permissions: z
        .string()
        .regex(/^\d{1,30}$/)
        .optional(),
    })
    .optional(),
  user: userSchema.optional(),
};

export const interactionSchema = z
  .discriminatedUnion('type', [
    z.object({ ...origin, type: z.literal(2), data: z.union([commandData, menuData]) }),
    z.object({ ...origin, type: z.literal(3), data: buttonData, message: messageSchema }),
    z.object({ ...origin, type: z.literal(4), data: commandData }),
    z.object({ ...origin, type: z.literal(5), data: formData, message: messageSchema.optional() }),
  ])
  .refine(({ member, user }) => member !== undefined || user !== undefined);
export type Interaction = z.infer<typeof interactionSchema>;
export type InteractionOf<T extends Interaction['type']> = Extract<Interaction, { type: T }>;

/** Enough of a payload that does not fit to say so to the member. */
export const answerableSchema = z.object({
  id: snowflake,
  token: secret,
  type: z.number(),
  locale: z.string().max(35).catch('en-US'),
});

/** Ids of all buttons of a message. */
export const customIdsOf = ({ components }: Pick<DiscordMessage, 'components'>): readonly string[] =>
  components.flatMap((row) => (row.components ?? []).flatMap(({ custom_id: id }) => id ?? []));
