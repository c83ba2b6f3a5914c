/** @file Consent: the words that a member agrees to, and the receipt of the agreement. */
import { createHash } from 'node:crypto';
import { z } from 'zod';

export const consentReceiptSchema = z.object({
  /** Who agreed: owner id of the person whose face it is. */
  by: z.string().min(1).max(200),
  /** ISO 8601. */
  at: z.iso.datetime(),
  /** The very words that were shown. */
  words: z.string().min(1).max(4000),
  /** SHA-256 of the words, in hexadecimal, to compare receipts by. */
  wordsHash: z.string().length(64),
  purpose: z.string().min(1).max(400),
  /** How long the identity is kept at most, in days. */
  termDays: z.int().positive(),
});
export type ConsentReceipt = z.infer<typeof consentReceiptSchema>;

const PURPOSE = 'to draw pictures of me when I ask for them with S*';

/** What the member reads before agreeing; `termDays` is the deployment's. */
export const consentWords = (termDays: number): string =>
  `This is my own face, or a drawn one that I may use. I agree that it is turned into numbers (S*) ${PURPOSE}. ` +
  `The photo is kept sealed for minutes and deleted once it is read; the numbers are kept sealed for at most ` +
  `${termDays} days. I can delete them at any time with /identity delete or /identity forget-me.`;

/** The receipt of somebody's agreement to exactly these words. */
export const consentReceipt = (by: string, at: Date, termDays: number): ConsentReceipt => {
  const words = consentWords(termDays);
  const wordsHash = createHash('sha256').update(words).digest('hex');
  return { by, at: at.toISOString(), words, wordsHash, purpose: PURPOSE, termDays };
};
