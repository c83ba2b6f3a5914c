/** @file An identity's record: everything about a registered person but the embedding, which is sealed beside it. */
import { z } from 'zod';
import { consentReceiptSchema } from './consent.ts';

export const identityRecordSchema = z.object({
  version: z.literal(1),
  id: z.string().regex(/^[a-z0-9]{8,40}$/),
  /** The member whose identity it is, across the platform's communities: `platform:member`. */
  ownerId: z.string().min(3).max(200),
  /** The bundle whose text encoder's space the pseudo words live in; another bundle cannot use them. */
  bundle: z.string().min(1).max(200),
  /** How many pseudo words S* has, and the width of each. */
  words: z.int().positive().max(64),
  width: z.int().positive().max(8192),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  consent: consentReceiptSchema,
  /** Whose descriptor of the face is sealed behind S*, and how many numbers it has; pictures are compared with it. */
  likeness: z.object({ judge: z.string().min(1).max(40), size: z.int().positive().max(4096) }).optional(),
});
export type IdentityRecord = z.infer<typeof identityRecordSchema>;

/** A record with the name that its owner calls it by. */
export interface NamedIdentity extends IdentityRecord {
  readonly name: string;
}

export interface Identity extends NamedIdentity {
  readonly isDefault: boolean;
}

/** S* itself: `words` vectors of `width` numbers, in the order of the prompt's slots. */
export type Embedding = readonly Float32Array[];

export const ownerIdOf = (platform: string, member: string): string => `${platform}:${member}`;

/** What is sealed of an identity. */
export interface SealedFace {
  readonly embedding: Embedding;
  /** What the record's judge saw of the face. */
  readonly descriptor?: Float32Array;
}

/** The platform's own id of an owner. */
export const memberOf = (ownerId: string): string => ownerId.slice(ownerId.indexOf(':') + 1);
