/** @file Consent: the words that a member agrees to, and the receipt of the agreement. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { inLanguage, type Language, type Phrase, say } from '../say.ts';

export const consentReceiptSchema = z.object({
  /** Who agreed: owner id of the person whose face it is. */
  by: z.string().min(1).max(200),
  /** Owner id of somebody else who asked for it and sent the photo. */
  askedBy: z.string().min(1).max(200).optional(),
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

const PURPOSE = say`to draw pictures of me when I ask for them with S*, and to say how like me they are`;
const PURPOSE_FOR_ANOTHER = say`to draw pictures of me when I, or whom I allow to, ask for them with S*, and to say how like me they are`;

/** What the member reads before agreeing; `termDays` is the deployment's. */
export const consentWords = (termDays: number): Phrase =>
  say`This is my own face, or a drawn one that I may use. I agree that it is turned into numbers (S*) ${PURPOSE}. The photo is kept sealed for minutes and deleted once it is read; the numbers are kept sealed for at most ${termDays} {1:day|days}. I can delete them at any time with /identity delete or /identity forget-me.`;

const PURPOSE_ONCE = say`to draw what I have asked for here, this once`;
/** Nothing of the face is kept so long; the receipt says so. */
const ONCE_DAYS = 1;

/** What the member reads before a photo is used for one request and forgotten. */
export const CONSENT_ONCE = say`This is my own face, or a drawn one that I may use. I agree that it is turned into numbers ${PURPOSE_ONCE}. The photo is kept sealed for minutes and deleted once it is read; of the numbers nothing is kept.`;

/** What somebody reads of whose face another member, `asker`, has sent a photo. */
export const consentWordsFor = (asker: string, termDays: number): Phrase =>
  say`I agree that a photo of me, which ${asker} has sent, is turned into numbers (S*) ${PURPOSE_FOR_ANOTHER}. The photo is kept sealed for minutes and deleted once it is read; the numbers are kept sealed for at most ${termDays} {2:day|days}. They are mine: I see every use with /identity uses, I say with /identity share who may draw me, and I can delete them at any time with /identity delete or /identity forget-me.`;

/** How long is agreed to, and in which language the words were read. */
export interface Terms {
  readonly termDays: number;
  readonly language: Language;
}

interface Agreed {
  readonly by: string;
  readonly askedBy?: string;
  readonly words: Phrase;
  readonly purpose: Phrase;
}

function receiptOf(
  { words: said, purpose, ...who }: Agreed,
  at: Date,
  { termDays, language }: Terms,
): ConsentReceipt {
  const words = inLanguage(said, language);
  return {
    ...who,
    termDays,
    at: at.toISOString(),
    words,
    wordsHash: createHash('sha256').update(words).digest('hex'),
    purpose: inLanguage(purpose, language),
  };
}

/** The receipt of somebody's agreement to exactly these words. */
export const consentReceipt = (by: string, at: Date, terms: Terms): ConsentReceipt =>
  receiptOf({ by, words: consentWords(terms.termDays), purpose: PURPOSE }, at, terms);

export const consentReceiptOnce = (by: string, at: Date, language: Language): ConsentReceipt =>
  receiptOf({ by, words: CONSENT_ONCE, purpose: PURPOSE_ONCE }, at, { termDays: ONCE_DAYS, language });

/** The receipt of somebody who agreed to what another member asked for. */
export const consentReceiptFor = (
  by: string,
  asker: { readonly ownerId: string; readonly name: string },
  at: Date,
  terms: Terms,
): ConsentReceipt =>
  receiptOf(
    {
      by,
      askedBy: asker.ownerId,
      words: consentWordsFor(asker.name, terms.termDays),
      purpose: PURPOSE_FOR_ANOTHER,
    },
    at,
    terms,
  );
