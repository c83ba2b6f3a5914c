/** @file What a queue is: its name, what goes in, what comes out, and how much work a job is. */
import type { z } from 'zod';

export interface QueueDefinition<Job, Result> {
  readonly name: string;
  readonly jobSchema: z.ZodType<Job>;
  readonly resultSchema: z.ZodType<Result>;
  /** How much work a job is, in a unit of the queue's own, for estimates. */
  readonly units: (job: Job) => number;
}

export const defineQueue = <Job, Result>(
  definition: QueueDefinition<Job, Result>,
): QueueDefinition<Job, Result> => definition;
