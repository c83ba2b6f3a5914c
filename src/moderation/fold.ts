/** @file One form for all the ways to write a word: without case, accents, invisible characters and digits for letters. */

/** Lower case, compatibility forms composed, without marks and without characters that nobody sees. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}\p{Cc}]/gu, (mark) => (/\s/.test(mark) ? ' ' : ''))
    .toLowerCase();

/** Digits and signs, Cyrillic, Greek, and the letters that they look like. */
const SIGNS = '013457@$!аеорсухіјѕкмтαεορνικτυ';
const SEEN_AS = 'oieastasiaeopcyxijskmtaeopviktu';
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  Array.from(SIGNS, (sign, i) => [sign, SEEN_AS.charAt(i)]),
);

/** "nud3" reads "nude". */
const asLetters = (folded: string): string =>
  Array.from(folded, (sign) => LOOK_ALIKES.get(sign) ?? sign).join('');

const spaced = (folded: string): string => ` ${(folded.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;

/** The words of a folded text, as written and as read. */
export const wordForms = (folded: string): readonly string[] => [spaced(folded), spaced(asLetters(folded))];

/** Whether the word, or the words next to one another, stand among those of a text as whole words. */
export function hasWords(forms: readonly string[], words: string): boolean {
  const wanted = spaced(fold(words));
  return wanted.trim() !== '' && forms.some((form) => form.includes(wanted));
}
