/** @file Pictures without what else their files tell: places, times, cameras, comments, thumbnails. No pixel is touched. */
import { imageFormat } from './image-format.ts';
import { readChunks, SIGNATURE_LENGTH, writeChunk } from './png-chunks.ts';

/**
 * The same picture with nothing beside its pixels but their colours (ICC) and which way is up. Undefined for a format or a
 * file that cannot be taken apart so. Throws UserError for a PNG that is cut off.
 */
export function withoutMetadata(file: Uint8Array): Uint8Array | undefined {
  switch (imageFormat(file)) {
    case 'jpeg':
      return jpeg(file);
    case 'png':
      return png(file);
    case 'webp':
      return webp(file);
    default:
      return undefined;
  }
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const begins = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;

const EXIF = 'Exif\0\0';
const ORIENTATION = 0x0112;
const SHORT = 3;

/** Of an Exif block (TIFF 6.0, section 2; Exif 2.32, 4.6.4): 1 to 8, and 1 where it says nothing that can be read. */
function orientationOf(block: Uint8Array): number {
  const tiff = begins(block, EXIF) ? block.subarray(EXIF.length) : block;
  const view = viewOf(tiff);
  const little = begins(tiff, 'II');
  const has = (offset: number, size: number): boolean => offset + size <= tiff.length;
  if (!has(0, 8)) return 1;
  const first = view.getUint32(4, little);
  if (!has(first, 2)) return 1;
  for (let i = 0; i < view.getUint16(first, little); i += 1) {
    const entry = first + 2 + 12 * i;
    if (!has(entry, 12)) return 1;
    if (view.getUint16(entry, little) !== ORIENTATION || view.getUint16(entry + 2, little) !== SHORT)
      continue;
    const value = view.getUint16(entry + 8, little);
    return value <= 8 ? Math.max(1, value) : 1;
  }
  return 1;
}

/** A block that says which way is up and nothing else; nothing where that is as it lies. */
function onlyOrientation(block: Uint8Array): Uint8Array | undefined {
  const value = orientationOf(block);
  if (value === 1) return undefined;
  const tiff = new Uint8Array(26);
  const view = viewOf(tiff);
  tiff.set([0x4d, 0x4d, 0, 42]); // big-endian
  view.setUint32(4, 8);
  view.setUint16(8, 1);
  view.setUint16(10, ORIENTATION);
  view.setUint16(12, SHORT);
  view.setUint32(14, 1);
  view.setUint16(18, value);
  return tiff;
}

const [SOI, EOI, SOS, APP0, APP1, APP2, APP14, APP15, COM] = [
  0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xe2, 0xee, 0xef, 0xfe,
];
/** Up to where its thumbnail begins. */
const JFIF_LENGTH = 12;

/** Segments of ITU T.81, annex B. */
function jpeg(file: Uint8Array): Uint8Array | undefined {
  const view = viewOf(file);
  const parts: Uint8Array[] = [Uint8Array.of(0xff, SOI)];
  for (let at = 2; at < file.length;) {
    const marker = file[at + 1];
    if (file[at] !== 0xff || marker === undefined) return undefined;
    if (marker === 0xff) at += 1;
    else if (marker === EOI) {
      parts.push(Uint8Array.of(0xff, EOI)); // what comes behind it is no part of the picture
      break;
    } else {
      const end = at + 4 <= file.length ? at + 2 + view.getUint16(at + 2) : Infinity;
      if (end > file.length) return undefined;
      const kept = segment(marker, file.subarray(at + 4, end));
      if (kept !== undefined)
        parts.push(Uint8Array.of(0xff, marker, (kept.length + 2) >> 8, (kept.length + 2) & 255), kept);
      at = end;
      if (marker !== SOS) continue;
      const next = scanEnd(file, at);
      parts.push(file.subarray(at, next));
      at = next;
    }
  }
  return Buffer.concat(parts);
}

/** What stays of a segment's data. */
function segment(marker: number, data: Uint8Array): Uint8Array | undefined {
  if (marker === APP0)
    return begins(data, 'JFIF\0')
      ? Buffer.concat([data.subarray(0, JFIF_LENGTH), Buffer.alloc(2)])
      : undefined;
  if (marker === APP1) {
    const tiff = begins(data, EXIF) ? onlyOrientation(data) : undefined;
    return tiff && Buffer.concat([Buffer.from(EXIF, 'latin1'), tiff]);
  }
  if (marker === APP2) return begins(data, 'ICC_PROFILE\0') ? data : undefined;
  // Adobe's says how colours are stored.
  if (marker === APP14) return begins(data, 'Adobe') ? data : undefined;
  return marker > APP2 && marker <= APP15 ? undefined : marker === COM ? undefined : data;
}

/** Where the coded data of a scan ends: at a marker that is neither a stuffed byte nor a restart. */
function scanEnd(file: Uint8Array, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return file.length;
}

/** Of the registered chunks those that pixels are made of, one after another where they move. */
const PIXELS = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD cICP acTL fcTL fdAT'.split(' '),
);

function png(file: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [file.subarray(0, SIGNATURE_LENGTH)];
  for (const { type, data } of readChunks(file)) {
    const kept = type === 'eXIf' ? onlyOrientation(data) : PIXELS.has(type) ? data : undefined;
    if (kept !== undefined) parts.push(writeChunk(type, kept));
    if (type === 'IEND') break;
  }
  return Buffer.concat(parts);
}

const RIFF_HEADER = 12;
const WEBP_PIXELS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const EXIF_FLAG = 0x08;
const XMP_FLAG = 0x04;

/** Chunks of the WebP container specification. */
function webp(file: Uint8Array): Uint8Array | undefined {
  const view = viewOf(file);
  const chunks: { readonly type: string; readonly data: Uint8Array }[] = [];
  for (let at = RIFF_HEADER; at + 8 <= file.length;) {
    const type = Buffer.from(file.subarray(at, at + 4)).toString('latin1');
    const size = view.getUint32(at + 4, true);
    if (at + 8 + size > file.length) return undefined;
    const data = file.subarray(at + 8, at + 8 + size);
    const kept = type === 'EXIF' ? onlyOrientation(data) : WEBP_PIXELS.has(type) ? data : undefined;
    if (kept !== undefined) chunks.push({ type, data: kept });
    at += 8 + size + (size & 1);
  }
  const turned = chunks.some(({ type }) => type === 'EXIF');
  const body = chunks.map(({ type, data }) => {
    const said = type === 'VP8X' ? Uint8Array.from(data) : data;
    if (type === 'VP8X') said[0] = ((said[0] ?? 0) & ~(EXIF_FLAG | XMP_FLAG)) | (turned ? EXIF_FLAG : 0);
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32LE(said.length, 4);
    return Buffer.concat([head, said, Buffer.alloc(said.length & 1)]);
  });
  const inside = Buffer.concat([Buffer.from('WEBP'), ...body]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(inside.length, 4);
  return Buffer.concat([head, inside]);
}
