/** @file Writes safetensors files: the same tensors give the same bytes, and no reader sees half a file. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { encodeFloat16 } from '../tensor/float16.ts';
import type { Tensor } from '../tensor/tensor.ts';

export interface WriteOptions {
  /** How elements are stored; float32 by default. */
  readonly dtype?: 'float32' | 'float16';
  readonly metadata?: Readonly<Record<string, string>>;
}

const NAME = { float32: 'F32', float16: 'F16' } as const;
const BYTES = { float32: 4, float16: 2 } as const;

/** Writes beside `path` and renames, so that the file is either the old or the new one. Keys are sorted. */
export function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, Tensor<'float32'>>,
  { dtype = 'float32', metadata }: WriteOptions = {},
): void {
  const ordered = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1));
  const temporary = `${path}.${process.pid}.part`;
  const descriptor = openSync(temporary, 'w');
  try {
    writeAll(descriptor, headerOf(ordered, dtype, metadata));
    for (const [, { data }] of ordered) {
      const stored = dtype === 'float16' ? encodeFloat16(data) : data;
      writeAll(descriptor, new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength));
    }
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, path);
}

function headerOf(
  tensors: readonly (readonly [string, Tensor<'float32'>])[],
  dtype: 'float32' | 'float16',
  metadata: Readonly<Record<string, string>> | undefined,
): Uint8Array {
  const header: Record<string, unknown> = metadata === undefined ? {} : { __metadata__: sorted(metadata) };
  let end = 0;
  for (const [key, { shape, data }] of tensors) {
    const start = end;
    end += data.length * BYTES[dtype];
    header[key] = { dtype: NAME[dtype], shape, data_offsets: [start, end] };
  }
  const text = Buffer.from(JSON.stringify(header));
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = Buffer.alloc(8 + padded, ' ');
  bytes.writeBigUInt64LE(BigInt(padded));
  text.copy(bytes, 8);
  return bytes;
}

const sorted = (table: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(descriptor, bytes, done, Math.min(bytes.length - done, 2 ** 30));
  }
}
