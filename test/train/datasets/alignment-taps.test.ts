/** @file The warp inside a graph is the warp of every other crop. */
import { expect, test } from 'vitest';
import { alignFaceInto } from '../../../src/face/align.ts';
import { type FivePoints, shrunkTemplate } from '../../../src/face/template.ts';
import { emit } from '../../../src/graph/emit.ts';
import { input } from '../../../src/graph/graph.ts';
import { loadModel } from '../../../src/runtime/run.ts';
import { seededRandom } from '../../../src/tensor/random.ts';
import { float32, tensor } from '../../../src/tensor/tensor.ts';
import { alignedFaces, alignmentTapsInto, TAPS } from '../../../src/train/datasets/alignment-taps.ts';
import { toPlanes } from '../../../src/train/datasets/planes.ts';

const SIDE = 40;
const SIZE = 32;
/** Smaller than in the crop: one sample a pixel is all that an enlarging warp takes. */
const FACES: readonly FivePoints[] = [
  [[16, 14], [23, 15], [20, 18], [17, 21], [22, 22]], // prettier-ignore
  // Near the corner, so that a part of the crop lies outside.
  [[2, 5], [9, 4], [6, 8], [4, 12], [8, 12]], // prettier-ignore
];

test('faces aligned by taps are those of the crops that the ViT learns from, black where the picture ends', async () => {
  const crop = { size: SIZE, zoom: 0.8, side: SIDE };
  const random = seededRandom('pictures', 'alignment-taps');
  const pictures = float32([2, 3, SIDE, SIDE]);
  const taps = {
    places: new Int32Array(2 * TAPS * SIZE ** 2),
    shares: new Float32Array(2 * TAPS * SIZE ** 2),
  };
  const expected = new Float32Array(2 * 3 * SIZE ** 2);
  for (const [i, points] of FACES.entries()) {
    const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, () => random.below(256));
    toPlanes(data, pictures.data, i * data.length);
    alignFaceInto(
      expected,
      (i * expected.length) / 2,
      { width: SIDE, height: SIDE, data },
      points,
      SIZE,
      shrunkTemplate(0.8),
    );
    alignmentTapsInto({ ...taps, offset: (i * taps.places.length) / 2 }, points, crop, i * SIDE ** 2);
  }
  const places = tensor('int32', [taps.places.length], taps.places);
  const shares = tensor('float32', [taps.shares.length, 1], taps.shares);
  const inputs = {
    places: input('places', { dtype: 'int32', shape: places.shape }),
    shares: input('shares', { dtype: 'float32', shape: shares.shape }),
  };
  const session = await loadModel(
    emit({
      faces: alignedFaces(input('pictures', { dtype: 'float32', shape: pictures.shape }), inputs, SIZE),
    }),
  );
  const { faces } = await session.run({ pictures, places, shares });
  const errors = Array.from(faces?.data as Float32Array, (value, i) =>
    Math.abs(value - (expected[i] ?? NaN)),
  );
  expect(Math.max(...errors)).toBeLessThan(1e-4);
  await session.close();
});
