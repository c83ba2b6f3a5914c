/** @file The chunks of a PNG file (RFC 2083, section 3.2). */
import { crc32 } from 'node:zlib';
import { UserError } from '../errors.ts';
import { imageFormat } from './image-format.ts';

export const SIGNATURE_LENGTH = 8;

export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** Of the chunk's first byte, its length field, in the file. */
  readonly offset: number;
}

/** Throws UserError not-an-image for other files and truncated-image where a chunk is cut off. */
export function* readChunks(file: Uint8Array): Generator<PngChunk> {
  if (imageFormat(file) !== 'png') throw new UserError('not-an-image', 'That file is not a PNG picture.');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let offset = SIGNATURE_LENGTH; offset < file.length;) {
    const end = offset + 8 <= file.length ? offset + 12 + view.getUint32(offset) : Infinity;
    if (end > file.length)
      throw new UserError('truncated-image', 'The picture is damaged or incomplete; please send it again.');
    const type = String.fromCharCode(...file.subarray(offset + 4, offset + 8));
    yield { type, data: file.subarray(offset + 8, end - 4), offset };
    offset = end;
  }
}

export function writeChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(new TextEncoder().encode(type), 4);
  chunk.set(data, 8);
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)));
  return chunk;
}
