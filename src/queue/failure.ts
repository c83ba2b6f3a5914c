/** @file How a job failed, in words that may be shown, carried through BullMQ's failed reason. */
import { z } from 'zod';
import { CheckpointError, ConfigError, ShapeError, UserError } from '../errors.ts';
import { phraseSchema } from '../identity/phrase-schema.ts';

const failureSchema = z.object({
  id: z.string().min(1).max(64),
  /** For the member; without stack, path or prompt. */
  sentence: z.string().min(1).max(600),
  /** The sentence for readers of other languages; a constant one is its own. */
  phrase: phraseSchema.optional(),
});
export type Failure = z.infer<typeof failureSchema>;

const INTERNAL: Failure = {
  id: 'internal',
  sentence:
    'Something went wrong on our side, and trying again did not help: ask again later, or tell whoever runs this bot.',
};

/** Errors that the same job would meet again: what the member gave, or a fault of the program or the deployment. */
export const isFinal = (error: unknown): boolean =>
  error instanceof UserError ||
  error instanceof ShapeError ||
  error instanceof CheckpointError ||
  error instanceof ConfigError ||
  error instanceof z.ZodError;

/** Only a UserError's words are for the member; every other message stays in the log. */
export const failureOf = (error: unknown): Failure =>
  error instanceof UserError
    ? {
        id: error.id,
        sentence: error.message.slice(0, 600),
        ...(typeof error.text === 'string' ? {} : { phrase: error.text }),
      }
    : INTERNAL;

export const formatFailure = (failure: Failure): string => JSON.stringify(failure);

/** From a failed reason; one that is not ours (a crash, "job stalled more than ...") becomes the general sentence. */
export function parseFailure(failedReason: string | undefined): Failure {
  try {
    return failureSchema.parse(JSON.parse(failedReason ?? ''));
  } catch {
    return INTERNAL;
  }
}
