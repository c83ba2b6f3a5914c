/** @file What a member asked for, kept in the store: the courier answers it and its buttons act on it after any restart. */
import { z } from 'zod';
import { messageRefSchema, replyTargetSchema } from './platform.ts';

/** As the member gave it, so that it can be edited and asked again. */
const pictureWishSchema = z.object({
  kind: z.literal('imagine'),
  prompt: z.string().min(1).max(1000),
  negativePrompt: z.string().max(1000),
  style: z.string().max(40),
  count: z.int().min(1).max(4),
  seed: z.int().nonnegative(),
  steps: z.int().positive().optional(),
  guidanceScale: z.number().nonnegative().optional(),
  variation: z.object({ seed: z.int().nonnegative(), strength: z.number() }).optional(),
});
export type PictureWish = z.infer<typeof pictureWishSchema>;

const identityWishSchema = z.object({
  kind: z.literal('encode'),
  name: z.string().min(1).max(32),
  selfieId: z.string().min(8).max(40),
});

/** Waits, as a draft, for the yes to forgetting everything. */
const forgetWishSchema = z.object({ kind: z.literal('forget') });

export const requestSchema = z.object({
  version: z.literal(1),
  /** Also the id of its job and the idempotency key of its message. */
  id: z.string().min(8).max(40),
  ownerId: z.string().min(3).max(200),
  target: replyTargetSchema,
  locale: z.string().max(35),
  createdAt: z.iso.datetime(),
  wish: z.discriminatedUnion('kind', [pictureWishSchema, identityWishSchema, forgetWishSchema]),
});
export type ChatRequest = z.infer<typeof requestSchema>;

/**
 * `draft` waits for a yes; `asked` has a job; `made`, `posting`, `posted` are the way of its answer into the channel.
 */
const requestStateSchema = z.enum(['draft', 'asked', 'made', 'posting', 'posted']);

export const storedRequestSchema = z.object({
  request: requestSchema,
  state: requestStateSchema,
  ref: messageRefSchema.optional(),
  /** Seeds of the posted pictures. */
  seeds: z.array(z.int().nonnegative()).default([]),
});
export type StoredRequest = z.infer<typeof storedRequestSchema>;
