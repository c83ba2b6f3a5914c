/** @file Weights of TensorFlow.js models: what is read, and what is refused. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTfjsWeights } from '../../src/checkpoint/tfjs-weights.ts';
import { CheckpointError } from '../../src/errors.ts';
import { encodeFloat16 } from '../../src/tensor/float16.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dreamidentity-tfjs-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const bytesOf = (values: { readonly buffer: ArrayBufferLike }): Uint8Array => new Uint8Array(values.buffer);

const WEIGHTS = [
  { name: 'a/kernel', shape: [2, 1], dtype: 'float32' },
  { name: 'a/shape', shape: [1], dtype: 'int32' },
  { name: 'b/half', shape: [2], dtype: 'float32', quantization: { dtype: 'float16' } },
  { name: 'c', shape: [3], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.5, min: -1 } },
];
const BYTES = Buffer.concat([
  bytesOf(Float32Array.of(1.5, -2)),
  bytesOf(Int32Array.of(7)),
  bytesOf(encodeFloat16(Float32Array.of(0.25, -8))),
  Uint8Array.of(0, 2, 255),
]);

function written(manifest: unknown, bytes: Uint8Array = BYTES): string {
  const path = join(folder, 'model.json');
  writeFileSync(path, JSON.stringify(manifest));
  writeFileSync(join(folder, 'one.bin'), bytes.subarray(0, 10));
  writeFileSync(join(folder, 'two.bin'), bytes.subarray(10));
  return path;
}

const groups = [{ paths: ['one.bin', 'two.bin'], weights: WEIGHTS }];

describe('readTfjsWeights', () => {
  it.each([
    ['a bare manifest', groups],
    ['a graph model', { format: 'graph-model', modelTopology: {}, weightsManifest: groups }],
  ])('reads whole, half and quantised floats from %s over several files', (_what, manifest) => {
    const tensors = readTfjsWeights(written(manifest));
    expect([...tensors.keys()]).toEqual(['a.kernel', 'b.half', 'c']);
    expect([...(tensors.get('a.kernel')?.data ?? [])]).toEqual([1.5, -2]);
    expect(tensors.get('a.kernel')?.shape).toEqual([2, 1]);
    expect([...(tensors.get('b.half')?.data ?? [])]).toEqual([0.25, -8]);
    expect([...(tensors.get('c')?.data ?? [])]).toEqual([-1, 0, 126.5]);
  });

  it.each<[string, () => string, string]>([
    [
      'bytes that are missing',
      () => written(groups, BYTES.subarray(0, -1)),
      'c [3] ends at byte 19, the weights have 18',
    ],
    [
      'bytes too many',
      () => written(groups, Buffer.concat([BYTES, Buffer.of(1)])),
      'have 20 bytes, expected 19',
    ],
    ['another layout', () => written({ layers: [] }), 'model.json'],
    ['no file', () => join(folder, 'nothing.json'), 'not a readable weights manifest'],
    [
      'no binary file',
      () => written([{ paths: ['three.bin'], weights: [] }]),
      'is the package that carries it installed',
    ],
  ])('refuses %s by name', (_what, make, message) => {
    const path = make();
    expect(() => readTfjsWeights(path)).toThrow(CheckpointError);
    expect(() => readTfjsWeights(path)).toThrow(message);
  });
});
