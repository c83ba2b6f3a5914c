/** @file Weights of TensorFlow Lite models: what is read of a real one, and what is refused. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTfliteWeights } from '../../src/checkpoint/tflite-weights.ts';
import { CheckpointError } from '../../src/errors.ts';

const model = join(
  dirname(createRequire(import.meta.url).resolve('@mediapipe/selfie_segmentation/package.json')),
  'selfie_segmentation.tflite',
);
const bytes = readFileSync(model);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dreamidentity-tflite-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function written(file: Uint8Array): string {
  const path = join(folder, 'model.tflite');
  writeFileSync(path, file);
  return path;
}

describe('readTfliteWeights', () => {
  it('reads kernels and biases as they lie, and neither sizes nor what is computed', () => {
    const tensors = readTfliteWeights(model);
    expect(tensors.size).toBe(2 * 55);
    expect(tensors.get('conv2d.Kernel')?.shape).toEqual([16, 3, 3, 3]);
    expect(tensors.get('depthwise_conv2d_10.Kernel')?.shape).toEqual([1, 3, 3, 16]);
    expect(tensors.get('segment.Bias')?.shape).toEqual([1]);
    expect([...tensors.keys()].filter((key) => !/\.(Kernel|Bias)$/.test(key))).toEqual([]);
  });

  it('refuses a file that is cut before its last kilobyte', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1024 }), (length) => {
        expect(() => readTfliteWeights(written(bytes.subarray(0, length)))).toThrow(CheckpointError);
      }),
      { numRuns: 40 },
    );
  });

  it.each<[string, () => string, string]>([
    ['another file', () => written(Buffer.from('{"a": "no such model"}')), 'not a TensorFlow Lite model'],
    [
      'a file that is not there',
      () => join(folder, 'none.tflite'),
      'is the package that carries it installed?',
    ],
  ])('refuses %s', (_, path, message) => {
    expect(() => readTfliteWeights(path())).toThrow(message);
  });
});
