/** @file The encode queue: a sealed selfie becomes an identity. */
import { z } from 'zod';
import { consentReceiptSchema } from '../identity/consent.ts';
import { shareSchema } from '../identity/share.ts';
import { defineQueue } from './definition.ts';

const encodeJobSchema = z.object({
  version: z.literal(1),
  selfieId: z.string().min(8).max(40),
  ownerId: z.string().min(3).max(200),
  name: z.string().min(1).max(32),
  consent: consentReceiptSchema,
  /** Who may draw it besides, from the beginning. */
  share: shareSchema.optional(),
});
/** The photo itself is never in a job: it waits sealed in the selfie store. */
export type EncodeJob = z.infer<typeof encodeJobSchema>;

const encodeResultSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('encoded'),
    version: z.literal(1),
    identityId: z.string().min(8).max(40),
    name: z.string().min(1).max(32),
    expiresAt: z.iso.datetime(),
    /** Of the encoder alone. */
    modelMs: z.number().nonnegative(),
  }),
  z.object({ kind: z.literal('cancelled'), version: z.literal(1) }),
]);
export type EncodeResult = z.infer<typeof encodeResultSchema>;

export const encodeQueue = defineQueue<EncodeJob, EncodeResult>({
  name: 'encode',
  jobSchema: encodeJobSchema,
  resultSchema: encodeResultSchema,
  units: () => 1,
});
