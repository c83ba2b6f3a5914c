/** @file What a worker says of a job while it runs. */
import { z } from 'zod';

export const progressSchema = z.object({
  version: z.literal(1),
  step: z.int().nonnegative(),
  steps: z.int().positive(),
  /** How long the steps so far took. */
  elapsedMs: z.number().nonnegative(),
  /** How many previews there have been: when it grows, the picture store holds a new one. */
  previews: z.int().nonnegative(),
});
export type JobProgress = z.infer<typeof progressSchema>;

/** Undefined for what is not progress of ours. */
export const parseProgress = (data: unknown): JobProgress | undefined => progressSchema.safeParse(data).data;
