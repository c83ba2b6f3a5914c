/** @file GPT-2's alphabet: a printable character for every byte, so that any text is made of known symbols. */

const printable = (byte: number): boolean =>
  (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);

/** Character of each byte. Printable bytes stand for themselves, the other 68 for U+0100 onwards. */
const characterOfByte: readonly string[] = (() => {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(printable(byte) ? byte : next++));
})();

/** The alphabet in vocabulary order: printable bytes first, then the others. */
export const byteAlphabet: readonly string[] = [
  ...characterOfByte.filter((_, byte) => printable(byte)),
  ...characterOfByte.filter((_, byte) => !printable(byte)),
];

const utf8 = new TextEncoder();

/** The text's UTF-8 bytes as characters of the alphabet. */
export const toByteCharacters = (text: string): string[] =>
  Array.from(utf8.encode(text), (byte) => characterOfByte[byte] ?? '');
