/** @file Safetensors files: what is written is read back, and every kind of damage is named. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openSafetensors, readTensor } from '../../src/checkpoint/safetensors.ts';
import { writeSafetensors } from '../../src/checkpoint/write-safetensors.ts';
import { CheckpointError } from '../../src/errors.ts';
import { float32 } from '../../src/tensor/tensor.ts';

const folder = mkdtempSync(join(tmpdir(), 'safetensors-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const path = join(folder, 'model.safetensors');

/** A file with this header text and this many bytes of data. */
function writeRaw(header: unknown, dataBytes: number, declared?: bigint): void {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(declared ?? BigInt(text.length));
  writeFileSync(path, Buffer.concat([length, text, Buffer.alloc(dataBytes)]));
}

const f32 = (shape: readonly number[], start: number, end: number): object => ({
  dtype: 'F32',
  shape,
  data_offsets: [start, end],
});

describe('writing', () => {
  test('what is written in float32 is read back to the bit', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.stringMatching(/^[a-z][a-z0-9_.]{0,20}$/),
          fc.float32Array({ minLength: 1, maxLength: 20 }),
          { minKeys: 1 },
        ),
        (arrays) => {
          const tensors = Object.entries(arrays).map(
            ([key, data]) => [key, float32([data.length], Float32Array.from(data))] as const,
          );
          writeSafetensors(path, new Map(tensors));
          const file = openSafetensors(path);
          expect([...file.entries.keys()].sort()).toEqual(Object.keys(arrays).sort());
          for (const [key, { data }] of tensors) expect(readTensor(file, key).data).toEqual(data);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('what is written in float16 is read back rounded, in half the bytes', () => {
    writeSafetensors(path, new Map([['a', float32([2, 2], Float32Array.of(1, -0.5, 0.1, 70000))]]), {
      dtype: 'float16',
    });
    const file = openSafetensors(path);
    expect(file.entries.get('a')).toMatchObject({ dtype: 'F16', shape: [2, 2], length: 8 });
    const { data } = readTensor(file, 'a');
    expect([...data]).toEqual([1, -0.5, expect.closeTo(0.1, 4), Infinity]);
  });

  test('each tensor may be stored in its own way, the wide ones first, so that all lie at multiples of their elements', () => {
    const values = float32([3], Float32Array.of(1, -0.3, 448));
    writeSafetensors(
      path,
      new Map([
        ['a', values],
        ['b', values],
        ['c', values],
      ]),
      { dtype: (key) => (key === 'a' ? 'float8' : key === 'b' ? 'float16' : 'float32') },
    );
    const file = openSafetensors(path);
    expect([...file.entries].map(([key, { dtype, length }]) => [key, dtype, length])).toEqual([
      ['c', 'F32', 12],
      ['b', 'F16', 6],
      ['a', 'F8_E4M3', 3],
    ]);
    for (const { offset, length } of file.entries.values()) expect(offset % (length / 3)).toBe(0);
    expect([...readTensor(file, 'a').data]).toEqual([1, -0.3125, 448]);
  });

  test('metadata comes back', () => {
    writeSafetensors(path, new Map(), { metadata: { format: 'pt', seed: '7' } });
    expect(openSafetensors(path).metadata).toEqual({ format: 'pt', seed: '7' });
  });

  test('the order of tensors and metadata changes no byte, and no other file is left', () => {
    const a = ['a', float32([1])] as const;
    const b = ['b', float32([2])] as const;
    writeSafetensors(path, new Map([a, b]), { metadata: { x: '1', y: '2' } });
    const first = readFileSync(path);
    writeSafetensors(path, new Map([b, a]), { metadata: { y: '2', x: '1' } });
    expect(readFileSync(path).equals(first)).toBe(true);
    expect(readdirSync(folder)).toEqual(['model.safetensors']);
  });
});

describe('reading', () => {
  test('bfloat16, float64 and both 8-bit floats are decoded', () => {
    writeRaw(
      {
        e4m3: { dtype: 'F8_E4M3', shape: [1], data_offsets: [12, 13] },
        e5m2: { dtype: 'F8_E5M2', shape: [1], data_offsets: [13, 14] },
        half: { dtype: 'BF16', shape: [2], data_offsets: [0, 4] },
        double: { dtype: 'F64', shape: [], data_offsets: [4, 12] },
      },
      14,
    );
    const bytes = readFileSync(path);
    bytes.writeUInt16LE(0x3fc0, bytes.length - 14);
    bytes.writeUInt16LE(0xc000, bytes.length - 12);
    bytes.writeDoubleLE(-2.5, bytes.length - 10);
    bytes.writeUInt8(0xbc, bytes.length - 2);
    bytes.writeUInt8(0x42, bytes.length - 1);
    writeFileSync(path, bytes);
    const file = openSafetensors(path);
    expect([...readTensor(file, 'half').data]).toEqual([1.5, -2]);
    expect([...readTensor(file, 'double').data]).toEqual([-2.5]);
    expect([...readTensor(file, 'e4m3').data]).toEqual([-1.5]);
    expect([...readTensor(file, 'e5m2').data]).toEqual([3]);
  });

  const damages: [string, () => void, RegExp][] = [
    [
      'a file shorter than its length field',
      () => {
        writeFileSync(path, 'abc');
      },
      /3 bytes, expected a safetensors header/,
    ],
    [
      'a header that reaches past the file',
      () => {
        writeRaw('{}', 0, 5000n);
      },
      /header is said to take 5000 bytes/,
    ],
    [
      'a header longer than any can be',
      () => {
        writeRaw('{}', 0, 2n ** 63n);
      },
      /header is said to take/,
    ],
    [
      'a header that is not JSON',
      () => {
        writeRaw('{"a":', 0);
      },
      /header is not JSON/,
    ],
    [
      'a header that is a list',
      () => {
        writeRaw([], 0);
      },
      /header is not a JSON object/,
    ],
    [
      'an entry without offsets',
      () => {
        writeRaw({ a: { dtype: 'F32', shape: [1] } }, 4);
      },
      /a: no dtype, shape and data_offsets/,
    ],
    [
      'a negative size',
      () => {
        writeRaw({ a: f32([-1], 0, 4) }, 4);
      },
      /a: no dtype, shape and data_offsets/,
    ],
    [
      'a dtype nobody knows',
      () => {
        writeRaw({ a: { ...f32([1], 0, 4), dtype: 'F13' } }, 4);
      },
      /a: dtype F13, expected one of/,
    ],
    [
      "a length that is not the shape's",
      () => {
        writeRaw({ a: f32([3], 0, 8) }, 8);
      },
      /a: 8 bytes, expected 12 for F32 \[3\]/,
    ],
    [
      'a truncated file',
      () => {
        writeRaw({ a: f32([2], 0, 8) }, 4);
      },
      /a: ends at byte \d+, but the file has \d+ bytes/,
    ],
    [
      'tensors that overlap',
      () => {
        writeRaw({ a: f32([2], 0, 8), b: f32([2], 4, 12) }, 12);
      },
      /b overlaps a/,
    ],
    [
      'metadata that is no table of texts',
      () => {
        writeRaw({ __metadata__: { a: 1 } }, 0);
      },
      /__metadata__/,
    ],
  ];
  test.each(damages)('%s is refused by name', (_name, damage, message) => {
    damage();
    const open = (): unknown => openSafetensors(path);
    expect(open).toThrow(CheckpointError);
    expect(open).toThrow(message);
  });

  test('a missing file, a missing tensor and an integer tensor are refused by name', () => {
    expect(() => openSafetensors(join(folder, 'none'))).toThrow(/none: there is no such file/);
    writeRaw({ ids: { dtype: 'I64', shape: [1], data_offsets: [0, 8] } }, 8);
    const file = openSafetensors(path);
    expect(() => readTensor(file, 'b')).toThrow(/b is missing/);
    expect(() => readTensor(file, 'ids')).toThrow(/ids: dtype I64, expected a floating-point one/);
  });
});
