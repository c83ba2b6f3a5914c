/** @file Cuts text into the words that byte-pair encoding works on, as CLIP does. */

const CLIP_PATTERN =
  /<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/giu;

/** Composed (NFC), with single spaces, in lower case. */
export const normalizeText = (text: string): string =>
  text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();

/** Runs of letters, single digits, runs of other signs and English clitics, from normalised text. */
export const splitWords = (normalized: string): string[] => normalized.match(CLIP_PATTERN) ?? [];
