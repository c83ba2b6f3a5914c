/** @file The detector sees a picture of any size through its own small square, and answers in the picture's pixels. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openModel, saveModel } from '../../src/checkpoint/model-folder.ts';
import { createParameters, initialise, storedTensors } from '../../src/checkpoint/parameter-scope.ts';
import { type FaceDetector, openFaceDetector } from '../../src/face/detector.ts';
import { facesInGrid } from '../../src/face/grid.ts';
import { input } from '../../src/graph/graph.ts';
import type { RgbImage } from '../../src/image/rgb-image.ts';
import { faceDetector, parseFaceDetectorConfig } from '../../src/models/face-detector.ts';
import { FACE_DETECTOR } from '../../src/models/kinds.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { float32, tensor } from '../../src/tensor/tensor.ts';
import { evaluate } from '../helpers/evaluate.ts';

const config = parseFaceDetectorConfig({ stem: 8, widths: [8, 16], blocks_per_stage: 1 });
const image = input('image', { dtype: 'float32', shape: [1, 3, 128, 128] });

let folder = '';
let detector: FaceDetector;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detector-'));
  const { scope, parameters } = createParameters();
  faceDetector(scope, config, image);
  const tensors = storedTensors(parameters, initialise(parameters, 4));
  // Boxes of 6 x 6 cells around their cells, so that what is found looks like faces.
  const bias = Float32Array.of(0, -3, -3, 3, 3, -1, -1, 1, -1, 0, 0, -1, 1, 1, 1);
  tensors.set('head.bias', tensor('float32', [15], bias));
  saveModel(folder, FACE_DETECTOR, config, tensors);
  detector = await openFaceDetector(folder, { session: { threads: 1 } });
}, 60_000);
afterAll(async () => {
  await detector.close();
  await rm(folder, { recursive: true });
});

/** Soft random blobs. */
function picture(width: number, height: number): RgbImage {
  const random = seededRandom(2);
  const blobs = Array.from({ length: 12 }, () => ({
    x: random.next(),
    y: random.next(),
    level: [random.range(-90, 90), random.range(-90, 90), random.range(-90, 90)],
  }));
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [((Math.floor(i / 3) % width) + 0.5) / width, (Math.floor(i / 3 / width) + 0.5) / height];
    return blobs.reduce(
      (sum, blob) => sum + (blob.level[i % 3] ?? 0) * Math.exp(-40 * ((blob.x - x) ** 2 + (blob.y - y) ** 2)),
      128,
    );
  });
  return { width, height, data };
}

describe('openFaceDetector', () => {
  it('finds in a picture of its own size what its network’s grid says', async () => {
    const source = picture(128, 128);
    const planes = Float32Array.from({ length: 3 * 128 * 128 }, (_, i) => {
      const [channel, pixel] = [Math.floor(i / 16384), i % 16384];
      return (source.data[pixel * 3 + channel] ?? 0) / 127.5 - 1;
    });
    const { scope } = openModel(folder, FACE_DETECTOR);
    const feeds = { image: float32([1, 3, 128, 128], planes) };
    const { grid } = await evaluate({ grid: faceDetector(scope, config, image) }, feeds);
    const expected = facesInGrid(grid?.data as Float32Array, 16, { threshold: 0.5 });
    const found = await detector.find(source);
    expect(expected.length).toBeGreaterThan(0);
    expect(found).toHaveLength(expected.length);
    found.forEach((face, i) => {
      expect(face.box.left).toBeCloseTo(expected[i]?.box.left ?? NaN, 2);
      expect(face.points[4][1]).toBeCloseTo(expected[i]?.points[4][1] ?? NaN, 2);
    });
  });

  it('answers in the pixels of a wide picture, which it sees whole', async () => {
    const small = await detector.find(picture(128, 64));
    const centre = ({ box }: (typeof small)[number]): number => (box.top + box.bottom) / 2;
    expect(small.length).toBeGreaterThan(0);
    // The square's rows 0 to 32 lie above the picture.
    expect(Math.min(...small.map(centre))).toBeGreaterThan(-40);
    expect(Math.max(...small.map(centre))).toBeLessThan(104);
    const large = await detector.find(picture(1280, 640));
    expect(Math.max(...large.map(({ box }) => box.right))).toBeGreaterThan(300);
    expect(large.every(({ box }) => box.right > box.left && box.bottom > box.top)).toBe(true);
  });

  it('finds nothing below the threshold', async () => {
    const strict = await openFaceDetector(folder, { session: { threads: 1 }, threshold: 1 });
    expect(await strict.find(picture(128, 128))).toEqual([]);
    await strict.close();
  }, 60_000);
});
