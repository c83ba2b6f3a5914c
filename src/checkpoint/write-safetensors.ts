/** @file Writes safetensors files: the same tensors give the same bytes, and no reader sees half a file. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { encodeFloat16 } from '../tensor/float16.ts';
import { encodeFloat8E4M3 } from '../tensor/float8.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** `float8` is E4M3. */
export type WrittenDType = 'float32' | 'float16' | 'float8';

export interface WriteOptions {
  /** How elements are stored, of all tensors or by key; float32 by default. */
  readonly dtype?: WrittenDType | ((key: string) => WrittenDType);
  readonly metadata?: Readonly<Record<string, string>>;
}

const STORED = {
  float32: { name: 'F32', bytes: 4, encode: (values: Float32Array) => values },
  float16: { name: 'F16', bytes: 2, encode: encodeFloat16 },
  float8: { name: 'F8_E4M3', bytes: 1, encode: encodeFloat8E4M3 },
} as const;

/** Writes beside `path` and renames, so that the file is either the old or the new one. Keys are sorted within a dtype. */
export function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, Tensor<'float32'>>,
  { dtype = 'float32', metadata }: WriteOptions = {},
): void {
  const storedAs = typeof dtype === 'function' ? dtype : () => dtype;
  // Wide elements first, as the format's own writer has it: so each tensor lies at a multiple of its element.
  const ordered = [...tensors]
    .map(([key, value]) => ({ key, value, dtype: storedAs(key) }))
    .sort((a, b) => STORED[b.dtype].bytes - STORED[a.dtype].bytes || (a.key < b.key ? -1 : 1));
  const temporary = `${path}.${process.pid}.part`;
  const descriptor = openSync(temporary, 'w');
  try {
    writeAll(descriptor, headerOf(ordered, metadata));
    for (const { value, dtype } of ordered) {
      const stored = STORED[dtype].encode(value.data);
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

interface Written {
  readonly key: string;
  readonly value: Tensor<'float32'>;
  readonly dtype: WrittenDType;
}

function headerOf(
  tensors: readonly Written[],
  metadata: Readonly<Record<string, string>> | undefined,
): Uint8Array {
  const header: Record<string, unknown> = metadata === undefined ? {} : { __metadata__: sorted(metadata) };
  let end = 0;
  for (const { key, value, dtype } of tensors) {
    const { name, bytes } = STORED[dtype];
    const start = end;
    end += value.data.length * bytes;
    header[key] = { dtype: name, shape: value.shape, data_offsets: [start, end] };
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
