/** @file Every kind of block that the Slack adapter sends, in Slack's own bounds, and nothing beside: what this does not know is refused. */
import { z } from 'zod';

const plain = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.literal(false),
  });
const textSchema = z.discriminatedUnion('type', [
  plain(3000),
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(3000) }),
]);
export type BlockText = z.infer<typeof textSchema>;

const named = { action_id: z.string().min(1).max(255) };
const buttonSchema = z.strictObject({
  type: z.literal('button'),
  ...named,
  text: plain(75),
  style: z.literal(['primary', 'danger']).optional(),
});
export type Button = z.infer<typeof buttonSchema>;

const optionSchema = z.strictObject({ text: plain(75), value: z.string().min(1).max(150) });
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const elementSchema = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('plain_text_input'),
      ...named,
      multiline: z.boolean(),
      max_length: z.int().min(1).max(3000),
      initial_value: z.string().min(1).optional(),
    })
    .refine(({ initial_value: value = '', max_length: most }) => value.length <= most),
  z
    .strictObject({
      type: z.literal('number_input'),
      ...named,
      is_decimal_allowed: z.boolean(),
      min_value: decimal.optional(),
      max_value: decimal.optional(),
      initial_value: decimal.optional(),
    })
    .refine(
      ({ initial_value: value, min_value: min, max_value: max, is_decimal_allowed: decimals }) =>
        value === undefined ||
        (Number(value) >= Number(min ?? value) &&
          Number(value) <= Number(max ?? value) &&
          (decimals || Number.isInteger(Number(value)))),
    ),
  z.strictObject({
    type: z.literal('file_input'),
    ...named,
    filetypes: z.array(z.string()).min(1),
    max_files: z.int().min(1).max(10),
  }),
  z.strictObject({
    type: z.literal('checkboxes'),
    ...named,
    options: z.array(optionSchema).min(1).max(10),
    initial_options: z.array(optionSchema).min(1).max(10).optional(),
  }),
  z.strictObject({
    type: z.literal('static_select'),
    ...named,
    options: z.array(optionSchema).min(1).max(100),
    initial_option: optionSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('external_select'),
    ...named,
    min_query_length: z.int().min(0),
    initial_option: optionSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('users_select'),
    ...named,
    initial_user: z
      .string()
      .regex(/^[UW][A-Z0-9]+$/)
      .optional(),
  }),
]);
export type Element = z.infer<typeof elementSchema>;

const blockSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plain(150) }),
  z.strictObject({ type: z.literal('section'), text: textSchema }),
  z.strictObject({ type: z.literal('context'), elements: z.array(textSchema).min(1).max(10) }),
  z.strictObject({
    type: z.literal('image'),
    slack_file: z.strictObject({ id: z.string() }),
    alt_text: z.string().min(1).max(2000),
  }),
  z.strictObject({ type: z.literal('actions'), elements: z.array(buttonSchema).min(1).max(25) }),
  z.strictObject({
    type: z.literal('input'),
    block_id: z.string().min(1).max(255),
    optional: z.boolean(),
    label: plain(2000),
    hint: plain(2000).optional(),
    element: elementSchema,
  }),
]);
export type Block = z.infer<typeof blockSchema>;
export const blocksSchema = z.array(blockSchema).max(50);
const viewBlocks = z
  .array(blockSchema)
  .min(1)
  .max(100)
  .refine((blocks) => {
    const ids = blocks.flatMap((one) => (one.type === 'input' ? [one.block_id] : []));
    return new Set(ids).size === ids.length;
  });

export const modalSchema = z.strictObject({
  type: z.literal('modal'),
  callback_id: z.string().min(1).max(255),
  private_metadata: z.string().max(3000),
  title: plain(24),
  submit: plain(24),
  close: plain(24),
  blocks: viewBlocks,
});
export const homeSchema = z.strictObject({ type: z.literal('home'), blocks: viewBlocks });
