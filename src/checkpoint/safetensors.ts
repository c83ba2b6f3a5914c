/** @file Reads safetensors files: a length, a JSON header, the tensors' bytes. https://github.com/huggingface/safetensors */
import { closeSync, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { z } from 'zod';
import { CheckpointError } from '../errors.ts';
import { decodeBfloat16 } from '../tensor/bfloat16.ts';
import { decodeFloat16 } from '../tensor/float16.ts';
import { decodeFloat8E4M3, decodeFloat8E5M2 } from '../tensor/float8.ts';
import { formatShape, type Shape, sizeOf } from '../tensor/shape.ts';
import { type Tensor, tensor } from '../tensor/tensor.ts';
import { requireFile } from './stored-file.ts';

/** Bytes an element takes, by the dtype's name in the header. */
const BYTES = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  F8_E4M3: 1,
  F8_E5M2: 1,
  I8: 1,
  U8: 1,
  BOOL: 1,
} as const;

type StoredDType = keyof typeof BYTES;

export interface StoredTensor {
  readonly dtype: StoredDType;
  readonly shape: Shape;
  /** Bytes from the file's beginning. */
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

export interface SafetensorsFile {
  /** Links resolved. */
  readonly path: string;
  readonly entries: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The largest header that the format's own reader accepts, in bytes. */
const LARGEST_HEADER = 100_000_000;

const size = z.int().nonnegative();
const headerSchema = z.record(z.string(), z.unknown());
const metadataSchema = z.record(z.string(), z.string());
const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(size),
  data_offsets: z.tuple([size, size]),
});

/** Reads the header alone. Throws CheckpointError that names the file, and the tensor at fault. */
export function openSafetensors(path: string): SafetensorsFile {
  requireFile(path);
  const real = realpathSync(path);
  const descriptor = openSync(real, 'r');
  try {
    const fileBytes = fstatSync(descriptor).size;
    const { header, begin } = readHeader(descriptor, path, fileBytes);
    const { __metadata__: stored, ...tensors } = header;
    const metadata = metadataSchema.safeParse(stored ?? {});
    if (!metadata.success) throw new CheckpointError(`${path}: __metadata__ is not a table of texts`);
    const entries = new Map<string, StoredTensor>();
    for (const [key, entry] of Object.entries(tensors)) {
      entries.set(key, parseEntry(`${path}: ${key}`, entry, begin, fileBytes));
    }
    refuseOverlap(path, entries);
    return { path: real, entries, metadata: metadata.data };
  } finally {
    closeSync(descriptor);
  }
}

function readHeader(
  descriptor: number,
  path: string,
  fileBytes: number,
): { header: Record<string, unknown>; begin: number } {
  if (fileBytes < 8) throw new CheckpointError(`${path}: ${fileBytes} bytes, expected a safetensors header`);
  const length = Number(readBytes(descriptor, path, 0, 8).readBigUInt64LE());
  if (length > LARGEST_HEADER || length + 8 > fileBytes) {
    throw new CheckpointError(
      `${path}: the header is said to take ${length} bytes, expected at most ${Math.min(fileBytes - 8, LARGEST_HEADER)}`,
    );
  }
  const text = readBytes(descriptor, path, 8, length).toString('utf8');
  const header = headerSchema.safeParse(parseJson(path, text));
  if (!header.success) throw new CheckpointError(`${path}: the header is not a JSON object`);
  return { header: header.data, begin: 8 + length };
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CheckpointError(`${path}: the header is not JSON`, { cause });
  }
}

function parseEntry(name: string, raw: unknown, begin: number, fileBytes: number): StoredTensor {
  const parsed = entrySchema.safeParse(raw);
  if (!parsed.success) throw new CheckpointError(`${name}: no dtype, shape and data_offsets in the header`);
  const { dtype, shape, data_offsets } = parsed.data;
  if (!isStoredDType(dtype)) {
    throw new CheckpointError(`${name}: dtype ${dtype}, expected one of ${Object.keys(BYTES).join(', ')}`);
  }
  const [start, end] = data_offsets;
  const length = end - start;
  const expected = sizeOf(shape) * BYTES[dtype];
  if (length !== expected) {
    throw new CheckpointError(
      `${name}: ${length} bytes, expected ${expected} for ${dtype} ${formatShape(shape)}`,
    );
  }
  if (begin + end > fileBytes) {
    throw new CheckpointError(
      `${name}: ends at byte ${begin + end}, but the file has ${fileBytes} bytes (a broken download?)`,
    );
  }
  return { dtype, shape, offset: begin + start, length };
}

const isStoredDType = (name: string): name is StoredDType => Object.hasOwn(BYTES, name);

function refuseOverlap(path: string, entries: ReadonlyMap<string, StoredTensor>): void {
  const ordered = [...entries].sort(([, a], [, b]) => a.offset - b.offset || a.length - b.length);
  ordered.reduce(
    ({ key: before, end }, [key, { offset, length }]) => {
      if (offset < end) throw new CheckpointError(`${path}: ${key} overlaps ${before}`);
      return { key, end: offset + length };
    },
    { key: 'the header', end: 0 },
  );
}

/** The tensor decoded to float32. Throws CheckpointError when it is missing or not of a floating-point dtype. */
export function readTensor(file: SafetensorsFile, key: string): Tensor<'float32'> {
  const entry = file.entries.get(key);
  if (entry === undefined) throw new CheckpointError(`${file.path}: ${key} is missing`);
  const descriptor = openSync(file.path, 'r');
  try {
    const bytes = readBytes(descriptor, `${file.path}: ${key}`, entry.offset, entry.length);
    return tensor('float32', entry.shape, decode(`${file.path}: ${key}`, bytes, entry.dtype));
  } finally {
    closeSync(descriptor);
  }
}

function decode(name: string, bytes: Buffer, dtype: StoredDType): Float32Array {
  const { buffer } = new Uint8Array(bytes);
  if (dtype === 'F32') return new Float32Array(buffer);
  if (dtype === 'F16') return decodeFloat16(new Uint16Array(buffer));
  if (dtype === 'F64') return Float32Array.from(new Float64Array(buffer));
  if (dtype === 'BF16') return decodeBfloat16(new Uint16Array(buffer));
  if (dtype === 'F8_E4M3') return decodeFloat8E4M3(new Uint8Array(buffer));
  if (dtype === 'F8_E5M2') return decodeFloat8E5M2(new Uint8Array(buffer));
  throw new CheckpointError(`${name}: dtype ${dtype}, expected a floating-point one`);
}

/** `read` takes at most 2 GiB a call. */
const LARGEST_READ = 2 ** 30;

function readBytes(descriptor: number, name: string, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const count = readSync(descriptor, bytes, done, Math.min(length - done, LARGEST_READ), offset + done);
    if (count === 0) throw new CheckpointError(`${name}: ${done} bytes could be read, expected ${length}`);
    done += count;
  }
  return bytes;
}
