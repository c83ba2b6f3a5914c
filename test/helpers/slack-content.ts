/** @file What Slack takes as a message or a view; whatever else is refused with Slack's own word for it. */
import { z } from 'zod';
import { isWebp } from './fake-slack-wire.ts';
import { blocksSchema, homeSchema, modalSchema } from './look-alike/slack-payloads.ts';

/** Its message is Slack's word. */
export class Refused extends Error {}

export const blockSchema = z.looseObject({
  type: z.string(),
  slack_file: z.object({ id: z.string() }).optional(),
  alt_text: z.string().optional(),
  text: z.looseObject({ type: z.string(), text: z.string() }).optional(),
  elements: z.array(z.looseObject({ type: z.string() })).optional(),
});
const contentSchema = z.looseObject({ text: z.string().max(40_000), blocks: z.array(blockSchema) });
type Content = z.infer<typeof contentSchema>;

interface FileState {
  readonly bytes: Uint8Array;
  readonly complete: boolean;
  readonly deleted: boolean;
}

/** Of a message whose pictures are there and are what Slack shows. Throws Refused. */
export function contentOf(
  args: Readonly<Record<string, unknown>>,
  files: ReadonlyMap<string, FileState>,
): Content {
  const content = contentSchema.safeParse(args);
  if (!content.success || !blocksSchema.safeParse(args['blocks']).success)
    throw new Refused('invalid_blocks');
  for (const { slack_file: file } of content.data.blocks) {
    const state = file && files.get(file.id);
    if (file !== undefined && (state?.complete !== true || state.deleted || isWebp(state.bytes)))
      throw new Refused('invalid_blocks');
  }
  return content.data;
}

const viewSchema = z.looseObject({
  callback_id: z.string(),
  private_metadata: z.string(),
  title: z.looseObject({ text: z.string() }),
  blocks: z.array(
    z.looseObject({
      type: z.string(),
      block_id: z.string().optional(),
      element: z.looseObject({ type: z.string() }).optional(),
    }),
  ),
});
export type OpenedView = z.infer<typeof viewSchema>;

/** A modal. Throws Refused. */
export function viewOf(view: unknown): OpenedView {
  if (!modalSchema.safeParse(view).success) throw new Refused('invalid_arguments');
  return viewSchema.parse(view);
}

/** App Home. Throws Refused. */
export function homeOf(view: unknown): unknown {
  const home = homeSchema.safeParse(view);
  if (!home.success) throw new Refused('invalid_arguments');
  return home.data;
}
