/** @file The photo networks compute what TensorFlow.js computes with the same weights (test/golden/make-photo-networks.mjs). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { photoModel } from '../../src/face/photo/networks.ts';
import { loadModel } from '../../src/runtime/run.ts';
import { samePadding } from '../../src/nn/tensorflow.ts';
import { float32 } from '../../src/tensor/tensor.ts';

const numbers = z.array(z.number());
const golden = z
  .object({ scores: numbers, boxes: numbers, mesh: numbers, presence: numbers, descriptor: numbers })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../golden/photo-networks.json'), 'utf8')));

/** The generator's made-up picture as planes: within [-1, 1], times `scale` plus `shift`. */
function wave(size: number, scale: number, shift: number) {
  const planes = new Float32Array(3 * size * size);
  for (let i = 0; i < planes.length; i++) {
    const value = 0.6 * Math.sin(i * 0.013) + 0.3 * Math.cos(i * 0.0007);
    planes[(i % 3) * size * size + Math.floor(i / 3)] = scale * value + shift;
  }
  return float32([1, 3, size, size], planes);
}

async function outputsOf(name: Parameters<typeof photoModel>[0], size: number, scale = 1, shift = 0) {
  const session = await loadModel(photoModel(name));
  const outputs = await session.run({ image: wave(size, scale, shift) });
  await session.close();
  return outputs;
}

function worst(found: ArrayLike<number | bigint> | undefined, expected: readonly number[]): number {
  return Math.max(...expected.map((value, i) => Math.abs(Number(found?.[i]) - value)));
}

test('BlazeFace gives TensorFlow.js’ scores and boxes, anchor by anchor', async () => {
  const { scores, boxes } = await outputsOf('blazeFace', 256);
  expect(golden.scores).toHaveLength(896);
  expect(scores?.shape).toEqual([1, 896]);
  expect(boxes?.shape).toEqual([1, 896, 16]);
  expect(worst(scores?.data, golden.scores)).toBeLessThan(1e-3);
  expect(worst(boxes?.data, golden.boxes)).toBeLessThan(1e-2);
});

test('FaceMesh gives TensorFlow.js’ points and presence', async () => {
  const { mesh, presence } = await outputsOf('faceMesh', 192);
  expect(golden.mesh).toHaveLength(3 * 468);
  expect(mesh?.shape).toEqual([1, 468, 3]);
  expect(worst(mesh?.data, golden.mesh)).toBeLessThan(1e-2);
  expect(worst(presence?.data, golden.presence)).toBeLessThan(1e-4);
});

test('the descriptor has the 128 numbers that face-api gives for the same picture', async () => {
  const { descriptor } = await outputsOf('faceDescriptor', 150, 100, 127.5);
  expect(golden.descriptor).toHaveLength(128);
  expect(descriptor?.shape).toEqual([1, 128]);
  expect(worst(descriptor?.data, golden.descriptor)).toBeLessThan(1e-4);
});

test.each([
  [256, 5, 2, [1, 1, 2, 2]],
  [192, 3, 2, [0, 0, 1, 1]],
  [16, 3, 1, [1, 1, 1, 1]],
  [15, 3, 2, [1, 1, 1, 1]],
])('SAME around %i pixels, kernel %i, stride %i, is TensorFlow’s', (size, kernel, stride, expected) => {
  expect(samePadding([size, size], kernel, stride)).toEqual(expected);
});
