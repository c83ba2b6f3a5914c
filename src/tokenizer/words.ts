/** @file Cuts text into the words that byte-pair encoding works on, as CLIP does. */

/** White space is Unicode's: JavaScript's \s has U+FEFF besides and lacks U+0085. */
const CLIP_PATTERN =
  /<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}]+/giu;

/** Composed (NFC), with single spaces, in lower case. */
export const normalizeText = (text: string): string =>
  lowerCase(
    text
      .normalize('NFC')
      .replace(/\p{White_Space}+/gu, ' ')
      .replace(/^ | $/g, ''),
  );

/** Letter by letter, as CLIP: JavaScript would write another sigma at the end of a Greek word. */
const lowerCase = (text: string): string => text.replaceAll('Σ', 'σ').toLowerCase();

/** Runs of letters, single digits, runs of other signs and English clitics, from normalised text. */
export const splitWords = (normalized: string): string[] => normalized.match(CLIP_PATTERN) ?? [];
