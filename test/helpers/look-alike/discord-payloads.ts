/** @file Every kind of component that the Discord adapter sends, in Discord's own bounds, and nothing beside: what this does not know is refused. */
import { z } from 'zod';

const customId = z.string().min(1).max(100);
const buttonSchema = z.strictObject({
  type: z.literal(2),
  style: z.literal([1, 2, 4]),
  label: z.string().min(1).max(80),
  custom_id: customId,
});
export type Button = z.infer<typeof buttonSchema>;

export const rowsSchema = z
  .array(z.strictObject({ type: z.literal(1), components: z.array(buttonSchema).min(1).max(5) }))
  .max(5);

const named = { custom_id: customId, required: z.boolean() };
const bounds = { min_values: z.int().min(0).optional(), max_values: z.int().min(1).max(25).optional() };
const inputSchema = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal(4),
      ...named,
      style: z.literal([1, 2]),
      max_length: z.int().min(1).max(4000).optional(),
      value: z.string().max(4000).optional(),
    })
    .refine(({ value = '', max_length: most = 4000 }) => value.length <= most),
  z.strictObject({
    type: z.literal(3),
    ...named,
    ...bounds,
    options: z
      .array(z.strictObject({ label: z.string().min(1).max(100), value: z.string().min(1).max(100) }))
      .min(1)
      .max(25),
  }),
  z.strictObject({ type: z.literal([5, 6]), ...named, ...bounds }),
  z.strictObject({ type: z.literal(19), ...named, ...bounds }),
  z.strictObject({ type: z.literal(23), custom_id: customId }),
]);
export type Input = z.infer<typeof inputSchema>;

const fieldSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal(10), content: z.string().min(1).max(4000) }),
  z.strictObject({
    type: z.literal(18),
    label: z.string().min(1).max(45),
    description: z.string().min(1).max(100).optional(),
    component: inputSchema,
  }),
]);
export type Field = z.infer<typeof fieldSchema>;

export const modalSchema = z.strictObject({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z.array(fieldSchema).min(1).max(5),
});
