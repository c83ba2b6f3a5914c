/** @file The aligner puts landmarks on the template, whatever the face's place, size and tilt. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignFace, alignFaces, alignment } from '../../src/face/align.ts';
import {
  applySimilarity,
  fitSimilarity,
  invertSimilarity,
  scaleOf,
  type Point,
  type Similarity,
} from '../../src/face/similarity.ts';
import { ARCFACE_TEMPLATE, shrunkTemplate, type FivePoints } from '../../src/face/template.ts';

const similarities = fc
  .record({
    scale: fc.double({ min: 0.1, max: 10, noNaN: true }),
    angle: fc.double({ min: -3.1, max: 3.1, noNaN: true }),
    tx: fc.double({ min: -500, max: 500, noNaN: true }),
    ty: fc.double({ min: -500, max: 500, noNaN: true }),
  })
  .map(({ scale, angle, tx, ty }): Similarity => ({
    a: scale * Math.cos(angle),
    b: scale * Math.sin(angle),
    tx,
    ty,
  }));

const mapped = (similarity: Similarity): FivePoints => {
  const [p, q, r, s, t] = ARCFACE_TEMPLATE;
  const to = (point: Point): Point => applySimilarity(similarity, point);
  return [to(p), to(q), to(r), to(s), to(t)];
};

/** A grey picture with a 5 x 5 spot of its own colour on every point. */
function spotted(size: number, points: FivePoints): { width: number; height: number; data: Uint8Array } {
  const data = new Uint8Array(size * size * 3).fill(128);
  points.forEach(([x, y], i) => {
    for (let dy = -2; dy <= 2; dy++) {
      for (let dx = -2; dx <= 2; dx++) {
        const at = ((Math.floor(y) + dy) * size + Math.floor(x) + dx) * 3;
        data.set([255, i * 50, 0], at);
      }
    }
  });
  return { width: size, height: size, data };
}

describe('similarity', () => {
  it('is recovered from points and their images', () => {
    fc.assert(
      fc.property(similarities, (similarity) => {
        const fit = fitSimilarity(ARCFACE_TEMPLATE, mapped(similarity));
        expect(fit.a).toBeCloseTo(similarity.a, 6);
        expect(fit.b).toBeCloseTo(similarity.b, 6);
        expect(fit.tx).toBeCloseTo(similarity.tx, 5);
        expect(fit.ty).toBeCloseTo(similarity.ty, 5);
      }),
    );
  });

  it('is undone by its inverse', () => {
    fc.assert(
      fc.property(similarities, (similarity) => {
        const there = applySimilarity(similarity, [3, 4]);
        const back = applySimilarity(invertSimilarity(similarity), there);
        expect(back[0]).toBeCloseTo(3, 6);
        expect(back[1]).toBeCloseTo(4, 6);
      }),
    );
  });

  it('refuses points that are all one', () => {
    const one: Point[] = [
      [5, 5],
      [5, 5],
    ];
    expect(() =>
      fitSimilarity(one, [
        [1, 1],
        [2, 2],
      ]),
    ).toThrow(RangeError);
  });
});

describe('alignFace', () => {
  it.each([
    ['upright', 0, 1.1],
    ['tilted by 25 degrees', 25, 1.1],
    ['upside down', 180, 1.3],
    ['small', -10, 0.6],
    ['large', 10, 2.2],
  ])('puts the landmarks of a face that is %s on the template', (_name, degrees, scale) => {
    const angle = (degrees * Math.PI) / 180;
    const [a, b] = [scale * Math.cos(angle), scale * Math.sin(angle)];
    const centred: Similarity = { a, b, tx: 160 - a * 56 + b * 56, ty: 160 - b * 56 - a * 56 };
    const points = mapped(centred);
    const { data } = alignFace(spotted(320, points), points, 112);
    ARCFACE_TEMPLATE.forEach(([x, y], i) => {
      const at = (Math.floor(y) * 112 + Math.floor(x)) * 3;
      expect(data[at]).toBeGreaterThan(200);
      expect(Math.abs((data[at + 1] ?? 0) - i * 50)).toBeLessThan(45);
    });
    expect([...data.subarray(0, 3)]).toEqual([128, 128, 128]);
  });

  it('is black where the picture ends', () => {
    const points = mapped({ a: 1, b: 0, tx: -20, ty: 0 });
    const image = { width: 112, height: 112, data: new Uint8Array(112 * 112 * 3).fill(200) };
    const { data } = alignFace(image, points, 112);
    expect(data[56 * 112 * 3]).toBe(0);
    expect(data[(56 * 112 + 30) * 3]).toBe(200);
  });

  it('shrinks a fine chequerboard to grey instead of aliasing it', () => {
    const size = 600;
    const data = new Uint8Array(size * size * 3).map((_, i) => {
      const pixel = Math.floor(i / 3);
      return ((pixel % size) + Math.floor(pixel / size)) % 2 === 0 ? 0 : 255;
    });
    const points = mapped({ a: 4.7, b: 0.3, tx: 40, ty: 10 });
    const crop = alignFace({ width: size, height: size, data }, points, 112).data;
    const middle = crop.subarray(112 * 3 * 20, 112 * 3 * 90);
    expect(Math.min(...middle)).toBeGreaterThan(110);
    expect(Math.max(...middle)).toBeLessThan(146);
  });

  it('refuses bytes that are not width x height x 3', () => {
    const image = { width: 10, height: 10, data: new Uint8Array(299) };
    expect(() => alignFace(image, ARCFACE_TEMPLATE, 112)).toThrow('needs 300 bytes');
  });
});

describe('alignFaces', () => {
  it('batches the crops of alignFace as planes in [-1, 1]', () => {
    const shapes = [mapped({ a: 1.4, b: 0.2, tx: 50, ty: 40 }), mapped({ a: 1, b: -0.3, tx: 60, ty: 90 })];
    const faces = shapes.map((points) => ({ points, image: spotted(256, points) }));
    const batch = alignFaces(faces, 64, shrunkTemplate(0.8));
    expect(batch.length).toBe(2 * 3 * 64 * 64);
    faces.forEach(({ image, points }, i) => {
      const single = alignFace(image, points, 64, shrunkTemplate(0.8)).data;
      for (const pixel of [0, 1000, 2080, 4095]) {
        for (let channel = 0; channel < 3; channel++) {
          const planar = batch[(i * 3 + channel) * 4096 + pixel] ?? NaN;
          expect((planar + 1) * 127.5).toBeCloseTo(single[pixel * 3 + channel] ?? NaN, -0.5);
        }
      }
    });
  });

  it('scales the transform with the output size', () => {
    const points = mapped({ a: 2, b: 0, tx: 7, ty: 9 });
    expect(scaleOf(alignment(points, 112))).toBeCloseTo(2, 6);
    expect(scaleOf(alignment(points, 56))).toBeCloseTo(4, 6);
  });
});
