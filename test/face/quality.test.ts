/** @file A photo that would not serve is refused with what to do better. */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { Face } from '../../src/face/face.ts';
import { judgeFaces, measureFace } from '../../src/face/quality.ts';
import { applySimilarity, type Point, type Similarity } from '../../src/face/similarity.ts';
import { ARCFACE_TEMPLATE, type FivePoints } from '../../src/face/template.ts';
import type { RgbImage } from '../../src/image/rgb-image.ts';
import { drawPortrait } from '../../src/pipeline/draw-portrait.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { contextOf } from '../../src/toon/context.ts';
import { identityOf } from '../../src/toon/identity.ts';
import { landmarksOf } from '../../src/toon/landmarks.ts';
import { shotOf } from '../../src/toon/shot.ts';

const SIZE = 256;

function placed(similarity: Similarity, score = 0.95): Face {
  const to = (point: Point): Point => applySimilarity(similarity, point);
  const [p, q, r, s, t] = ARCFACE_TEMPLATE;
  const points: FivePoints = [to(p), to(q), to(r), to(s), to(t)];
  const [left, top] = to([20, 20]);
  const [right, bottom] = to([92, 108]);
  return { score, points, box: { left, top, right, bottom } };
}

const good = placed({ a: 1.4, b: 0, tx: 50, ty: 40 });

/** Soft shapes with crisp edges, as skin, eyes and hair have. */
const picture: RgbImage = (() => {
  const random = seededRandom(1);
  const discs = Array.from({ length: 120 }, () => ({
    x: random.range(0, SIZE),
    y: random.range(0, SIZE),
    r: random.range(3, 20),
    level: random.range(60, 210),
  }));
  const data = new Uint8Array(SIZE * SIZE * 3);
  for (let i = 0; i < SIZE * SIZE; i++) {
    const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
    const disc = discs.find((candidate) => Math.hypot(candidate.x - x, candidate.y - y) < candidate.r);
    data.fill(disc?.level ?? 130, i * 3, i * 3 + 3);
  }
  return { width: SIZE, height: SIZE, data };
})();

const mapped = (change: (value: number) => number): RgbImage => ({
  ...picture,
  data: picture.data.map(change),
});

/** Mean over a square of 2 * radius + 1 pixels; the picture is grey. */
function blurred(radius: number): RgbImage {
  const grey = Float32Array.from({ length: SIZE * SIZE }, (_, i) => picture.data[i * 3] ?? 0);
  const meanAlong = (values: Float32Array, step: number, positionOf: (i: number) => number): Float32Array =>
    values.map((_, i) => {
      let [sum, count] = [0, 0];
      for (let k = -radius; k <= radius; k++) {
        if (positionOf(i) + k < 0 || positionOf(i) + k >= SIZE) continue;
        sum += values[i + k * step] ?? 0;
        count++;
      }
      return sum / count;
    });
  const rows = meanAlong(grey, 1, (i) => i % SIZE);
  const both = meanAlong(rows, SIZE, (i) => Math.floor(i / SIZE));
  return { ...picture, data: picture.data.map((_, i) => both[Math.floor(i / 3)] ?? 0) };
}

function refusalOf(image: RgbImage, faces: readonly Face[]): UserError {
  try {
    judgeFaces(image, faces);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const withNoseAt = (x: number): Face => {
  const [leftEye, rightEye, nose, leftMouth, rightMouth] = good.points;
  return { ...good, points: [leftEye, rightEye, [nose[0] + x, nose[1]], leftMouth, rightMouth] };
};
const withMouthAt = (y: number): Face => {
  const [leftEye, rightEye, nose, leftMouth, rightMouth] = good.points;
  const lower = ([x, before]: Point): Point => [x, before + y];
  return { ...good, points: [leftEye, rightEye, nose, lower(leftMouth), lower(rightMouth)] };
};

describe('judgeFaces', () => {
  it('takes a clear face', () => {
    expect(judgeFaces(picture, [good])).toBe(good);
  });

  it('takes the person in front of a far smaller one in the background', () => {
    const small = placed({ a: 0.4, b: 0, tx: 0, ty: 0 });
    expect(judgeFaces(picture, [small, good])).toBe(good);
  });

  it.each([
    ['no-face', picture, [], 'one person'],
    ['two-faces', picture, [good, placed({ a: 1.1, b: 0, tx: 0, ty: 0 })], 'alone'],
    ['face-too-small', picture, [placed({ a: 0.4, b: 0, tx: 80, ty: 80 })], 'closer'],
    ['face-cut-off', picture, [placed({ a: 1.4, b: 0, tx: -70, ty: 40 })], 'whole face'],
    ['face-turned-away', picture, [withNoseAt(25)], 'straight'],
    ['face-covered', picture, [{ ...good, score: 0.55 }], 'sunglasses'],
    ['face-covered', picture, [withMouthAt(-60)], 'sunglasses'],
    ['face-too-dark', mapped((value) => value * 0.1), [good], 'lamp'],
    ['face-too-dark', mapped((value) => 60 + value * 0.05), [good], 'lamp'],
    ['face-too-bright', mapped((value) => 245 + value * 0.03), [good], 'glaring'],
    ['face-blurred', blurred(6), [good], 'still'],
  ] as const)('refuses with %s (case %#) and says what to do', (id, image, faces, hint) => {
    const error = refusalOf(image, faces);
    expect(error.id).toBe(id);
    expect(error.message).toContain(hint);
  });

  it('takes a dark skin in good light', () => {
    expect(
      judgeFaces(
        mapped((value) => value * 0.3),
        [good],
      ),
    ).toBe(good);
  });
});

describe('measureFace', () => {
  it('does not depend on the head’s tilt', () => {
    const turn = 0.5;
    const tilted = placed({ a: 1.4 * Math.cos(turn), b: 1.4 * Math.sin(turn), tx: 90, ty: 10 });
    const measures = measureFace(picture, tilted);
    expect(measures.turn).toBeCloseTo(measureFace(picture, good).turn, 5);
    expect(measures.distortion).toBeCloseTo(0, 5);
  });

  it('finds a blurred picture less sharp the more it is blurred', () => {
    const sharpness = [0, 1, 2, 4].map((radius) => measureFace(blurred(radius), good).sharpness);
    expect(sharpness).toEqual([...sharpness].sort((a, b) => b - a));
  });
});

describe('drawn people', () => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed))('pass as good photos (person %d)', async (seed) => {
    const sitter = { identity: identityOf(seed), shot: shotOf(seed) };
    const image = await drawPortrait({ ...sitter, context: contextOf(seed), style: 'plain' }, 128);
    const face: Face = { score: 0.9, ...landmarksOf(sitter, 128) };
    expect(judgeFaces(image, [face])).toBe(face);
  });
});
