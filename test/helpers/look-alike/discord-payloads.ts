/** @file Every kind of component that the Discord adapter sends, and nothing beside: what the look-alike does not know, it refuses. */
import { z } from 'zod';

const buttonSchema = z.strictObject({
  type: z.literal(2),
  style: z.literal([1, 2, 4]),
  label: z.string(),
  custom_id: z.string(),
});
export type Button = z.infer<typeof buttonSchema>;

export const rowsSchema = z.array(
  z.strictObject({ type: z.literal(1), components: z.array(buttonSchema).min(1).max(5) }),
);

const named = { custom_id: z.string(), required: z.boolean() };
const bounds = { min_values: z.number().optional(), max_values: z.number().optional() };
const inputSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal(4),
    ...named,
    style: z.literal([1, 2]),
    max_length: z.number().optional(),
    value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal(3),
    ...named,
    ...bounds,
    options: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  }),
  z.strictObject({ type: z.literal([5, 6]), ...named, ...bounds }),
  z.strictObject({ type: z.literal(19), ...named, ...bounds }),
  z.strictObject({ type: z.literal(23), custom_id: z.string() }),
]);
export type Input = z.infer<typeof inputSchema>;

const fieldSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal(10), content: z.string() }),
  z.strictObject({
    type: z.literal(18),
    label: z.string(),
    description: z.string().optional(),
    component: inputSchema,
  }),
]);
export type Field = z.infer<typeof fieldSchema>;

export const modalSchema = z.strictObject({
  custom_id: z.string(),
  title: z.string(),
  components: z.array(fieldSchema).max(5),
});
