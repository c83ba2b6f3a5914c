/** @file Pictures as PNG bytes with texts (prompt, seed, model, settings) and no time: the same input gives the same bytes. */
import sharp from 'sharp';
import { readChunks, SIGNATURE_LENGTH, writeChunk } from './png-chunks.ts';
import type { RgbImage } from './rgb-image.ts';

/** Keyword to text, as in PNG's text chunks; a keyword has 1 to 79 printable Latin letters. */
export type PngTexts = Readonly<Record<string, string>>;

/**
 * As Pillow writes texts, and so AUTOMATIC1111's web UI: tEXt where Latin-1 has all its letters, since some tools read nothing else; else an
 * uncompressed iTXt chunk: keyword, two zero flags, no language, no translated keyword, UTF-8 text.
 */
function textChunk(keyword: string, text: string): Uint8Array {
  if (!/^[\x21-\x7e](?:[\x20-\x7e]{0,77}[\x21-\x7e])?$/.test(keyword)) {
    throw new RangeError(`PNG keyword "${keyword}": expected 1 to 79 printable characters`);
  }
  const plain = Buffer.from(`${keyword}\0${text}`, 'latin1');
  if (latin1(plain) === `${keyword}\0${text}`) return writeChunk('tEXt', plain);
  return writeChunk('iTXt', new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`));
}

/** The texts are written in the order of their keywords. */
export async function encodePng(
  { width, height, data }: RgbImage,
  texts: PngTexts = {},
): Promise<Uint8Array> {
  const file = await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  const chunks = Object.keys(texts)
    .sort()
    .map((keyword) => textChunk(keyword, texts[keyword] ?? ''));
  const headerEnd = SIGNATURE_LENGTH + 25; // the header chunk always has 13 bytes of data
  return new Uint8Array(Buffer.concat([file.subarray(0, headerEnd), ...chunks, file.subarray(headerEnd)]));
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

function parseText(type: string, data: Uint8Array): readonly [string, string] | undefined {
  const zero = data.indexOf(0);
  if (zero < 1) return undefined;
  const keyword = latin1(data.subarray(0, zero));
  if (type === 'tEXt') return [keyword, latin1(data.subarray(zero + 1))];
  const isCompressed = data[zero + 1] !== 0;
  const languageEnd = data.indexOf(0, zero + 3);
  const translatedEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1);
  if (isCompressed || translatedEnd < 0) return undefined;
  return [keyword, new TextDecoder().decode(data.subarray(translatedEnd + 1))];
}

/** The uncompressed texts of a PNG file. Throws UserError not-an-image or truncated-image. */
export function readPngText(file: Uint8Array): PngTexts {
  const texts = [...readChunks(file)]
    .filter(({ type }) => type === 'tEXt' || type === 'iTXt')
    .map(({ type, data }) => parseText(type, data));
  return Object.fromEntries(texts.filter((entry) => entry !== undefined));
}
