/** @file What Slack takes as a message or a view, as far as tests need it refused. */
import { z } from 'zod';

export const blockSchema = z.looseObject({
  type: z.string(),
  slack_file: z.object({ id: z.string() }).optional(),
  alt_text: z.string().min(1).max(2000).optional(),
  text: z.looseObject({ type: z.string(), text: z.string().min(1).max(3000) }).optional(),
  elements: z
    .array(z.looseObject({ type: z.string() }))
    .max(25)
    .optional(),
});
export const contentSchema = z.looseObject({
  text: z.string().max(40_000),
  blocks: z.array(blockSchema).max(50),
});

export const viewSchema = z.looseObject({
  callback_id: z.string(),
  private_metadata: z.string(),
  title: z.looseObject({ text: z.string().max(24) }),
  blocks: z.array(
    z.looseObject({
      type: z.string(),
      block_id: z.string().optional(),
      element: z.looseObject({ type: z.string() }).optional(),
    }),
  ),
});
export type OpenedView = z.infer<typeof viewSchema>;
