/** @file Every kind of block that the Slack adapter sends, and nothing beside: what the look-alike does not know, it refuses. */
import { z } from 'zod';

const plainSchema = z.strictObject({
  type: z.literal('plain_text'),
  text: z.string(),
  emoji: z.literal(false),
});
const textSchema = z.discriminatedUnion('type', [
  plainSchema,
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string() }),
]);
export type BlockText = z.infer<typeof textSchema>;

const buttonSchema = z.strictObject({
  type: z.literal('button'),
  action_id: z.string(),
  text: plainSchema,
  style: z.literal(['primary', 'danger']).optional(),
});
export type Button = z.infer<typeof buttonSchema>;

const optionSchema = z.strictObject({ text: plainSchema, value: z.string() });
const named = { action_id: z.string() };
const elementSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('plain_text_input'),
    ...named,
    multiline: z.boolean(),
    max_length: z.number(),
    initial_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('number_input'),
    ...named,
    is_decimal_allowed: z.boolean(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
    initial_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('file_input'),
    ...named,
    filetypes: z.array(z.string()),
    max_files: z.number(),
  }),
  z.strictObject({ type: z.literal('checkboxes'), ...named, options: z.array(optionSchema) }),
  z.strictObject({ type: z.literal('static_select'), ...named, options: z.array(optionSchema) }),
  z.strictObject({ type: z.literal('external_select'), ...named, min_query_length: z.number() }),
  z.strictObject({ type: z.literal('users_select'), ...named }),
]);
export type Element = z.infer<typeof elementSchema>;

const blockSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plainSchema }),
  z.strictObject({ type: z.literal('section'), text: textSchema }),
  z.strictObject({ type: z.literal('context'), elements: z.array(textSchema) }),
  z.strictObject({
    type: z.literal('image'),
    slack_file: z.strictObject({ id: z.string() }),
    alt_text: z.string(),
  }),
  z.strictObject({ type: z.literal('actions'), elements: z.array(buttonSchema) }),
  z.strictObject({
    type: z.literal('input'),
    block_id: z.string(),
    optional: z.boolean(),
    label: plainSchema,
    hint: plainSchema.optional(),
    element: elementSchema,
  }),
]);
export type Block = z.infer<typeof blockSchema>;
export const blocksSchema = z.array(blockSchema);

export const modalSchema = z.strictObject({
  type: z.literal('modal'),
  callback_id: z.string(),
  private_metadata: z.string(),
  title: plainSchema,
  submit: plainSchema,
  close: plainSchema,
  blocks: blocksSchema,
});
export const homeSchema = z.strictObject({ type: z.literal('home'), blocks: blocksSchema });
