/** @file What a member asked for, kept in the store: the courier answers it and its buttons act on it after any restart. */
import { z } from 'zod';
import { consentReceiptSchema } from '../identity/consent.ts';
import { ASPECTS, MAX_VARIATIONS, variationSchema } from '../queue/imagine.ts';
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
  aspect: z.enum(ASPECTS).optional(),
  best: z.boolean().optional(),
  /** Plain `S*` stands for a photo that is used for this alone, and what was agreed to. */
  once: z.object({ selfieId: z.string().min(8).max(40), consent: consentReceiptSchema }).optional(),
  variations: z.array(variationSchema).min(1).max(MAX_VARIATIONS).optional(),
  /** Pseudo words that stand for identities of other members. */
  others: z
    .array(z.object({ word: z.string().min(2).max(40), identityId: z.string().min(8).max(40) }))
    .max(8)
    .optional(),
});
export type PictureWish = z.infer<typeof pictureWishSchema>;

const identityWishSchema = z.object({
  kind: z.literal('encode'),
  name: z.string().min(1).max(32),
  selfieId: z.string().min(8).max(40),
  /** Whose face it is, when another member has sent the photo: that member's yes counts, and theirs is the identity. */
  subject: z.object({ ownerId: z.string().min(3).max(200), name: z.string().max(200) }).optional(),
});

/** Waits, as a draft, for the yes to forgetting everything. */
const forgetWishSchema = z.object({ kind: z.literal('forget') });

/** A card before the owner of a face: whether another member's request may have it. */
const askWishSchema = z.object({
  kind: z.literal('ask'),
  /** Id of the request that waits. */
  about: z.string().min(8).max(40),
  askerName: z.string().max(200),
  /** What of the owner's may be drawn; empty where a photo is to be registered. */
  identityIds: z.array(z.string().min(8).max(40)).max(8),
});

/** A card that says that an identity will expire. */
const renewWishSchema = z.object({ kind: z.literal('renew'), identityId: z.string().min(8).max(40) });

export const requestSchema = z.object({
  version: z.literal(1),
  /** Also the id of its job and the idempotency key of its message. */
  id: z.string().min(8).max(40),
  ownerId: z.string().min(3).max(200),
  target: replyTargetSchema,
  locale: z.string().max(35),
  /** Who asked, as moderators are told. */
  memberName: z.string().max(200).optional(),
  /** Set while the finished picture must not be shown before a moderator's yes. */
  awaits: z.literal('moderator').optional(),
  /** Owner ids of those who are asked before anything is done, each by a card. */
  asks: z.array(z.string().min(3).max(200)).min(1).max(8).optional(),
  /** Set when a moderator must say yes as well, after them. */
  review: z.literal('request').optional(),
  createdAt: z.iso.datetime(),
  wish: z.discriminatedUnion('kind', [
    pictureWishSchema,
    identityWishSchema,
    forgetWishSchema,
    askWishSchema,
    renewWishSchema,
  ]),
});
export type ChatRequest = z.infer<typeof requestSchema>;

/** What was asked so lately may not have its job yet: its command still runs. After it, it was answered by nothing. */
export const ASKING_MS = 15_000;

/**
 * `draft` waits for a yes; `asked` has a job; `held` is drawn and waits for a moderator; `posting` and
 * `posted` are the way of its answer into the channel; `expired` has waited for a yes too long and is about to be taken away.
 */
const requestStateSchema = z.enum(['draft', 'asked', 'held', 'posting', 'posted', 'expired']);

export const storedRequestSchema = z.object({
  request: requestSchema,
  state: requestStateSchema,
  ref: messageRefSchema.optional(),
  /** When it last went into the outbox, in milliseconds since 1970. */
  askedAt: z.number().default(0),
  /** Seeds of the shown pictures. */
  seeds: z.array(z.int().nonnegative()).default([]),
  /** Of the shown pictures: SHA-256 of their bytes. */
  digests: z.array(z.string()).default([]),
  /** Which of those who are asked have said yes. */
  agreed: z.array(z.string()).default([]),
  /** Other messages that show it or ask about it: moderators' cards, and what they had shown to themselves. */
  copies: z.array(messageRefSchema).default([]),
});
export type StoredRequest = z.infer<typeof storedRequestSchema>;

/** Whether everybody who is asked has said yes. */
export const isAgreed = ({ request, agreed }: StoredRequest): boolean =>
  (request.asks ?? []).every((ownerId) => agreed.includes(ownerId));
