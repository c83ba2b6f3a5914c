/** @file Selfie segmentation computes what TensorFlow Lite computes with the same weights (test/golden/make-selfie-segmentation.py). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { photoModel } from '../../src/face/photo/networks.ts';
import { SELFIE_SEGMENTATION_SIZE as SIZE } from '../../src/models/selfie-segmentation.ts';
import { loadModel } from '../../src/runtime/run.ts';
import { float32 } from '../../src/tensor/tensor.ts';

const golden = z
  .object({ step: z.number(), mask: z.array(z.array(z.number())) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../golden/selfie-segmentation.json'), 'utf8')));

const WALL = [0.3, 0.45, 0.6] as const;
/** Middle, radii, colour; later ones cover earlier ones. */
const DISCS = [
  [128, 255, 95, 85, [0.5, 0.15, 0.2]],
  [128, 92, 50, 60, [0.25, 0.16, 0.1]],
  [128, 105, 38, 50, [0.85, 0.65, 0.55]],
  [113, 98, 6, 3, [0.15, 0.1, 0.1]],
  [143, 98, 6, 3, [0.15, 0.1, 0.1]],
  [128, 132, 14, 4, [0.6, 0.25, 0.25]],
] as const;

/** The generator's picture of somebody. */
function picture() {
  const planes = new Float32Array(3 * SIZE * SIZE);
  for (let i = 0; i < SIZE * SIZE; i++) {
    const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
    const disc = DISCS.findLast(([cx, cy, rx, ry]) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1);
    const colour = disc?.[4] ?? WALL;
    const stripe = 0.05 * Math.sin(0.3 * x + 0.11 * y);
    for (const c of [0, 1, 2] as const) planes[c * SIZE * SIZE + i] = colour[c] + stripe;
  }
  return float32([1, 3, SIZE, SIZE], planes);
}

test('it gives TensorFlow Lite’s mask, of which a third is a person', async () => {
  const session = await loadModel(photoModel('selfieSegmentation'));
  const { mask } = await session.run({ image: picture() });
  await session.close();
  expect(mask?.shape).toEqual([1, SIZE, SIZE]);
  const { step } = golden;
  const expected = golden.mask.flat();
  expect(expected).toHaveLength(Math.ceil(SIZE / step) ** 2);
  const columns = Math.ceil(SIZE / step);
  const worst = expected.reduce((most, value, i) => {
    const at = Math.floor(i / columns) * step * SIZE + (i % columns) * step;
    return Math.max(most, Math.abs(Number(mask?.data[at]) - value));
  }, 0);
  expect(worst).toBeLessThan(2e-4);
  expect(expected.filter((value) => value > 0.5).length / expected.length).toBeCloseTo(0.36, 1);
});
