/** @file Landmarks agree with the drawing. */
import { describe, expect, it } from 'vitest';
import { drawPortrait } from '../../src/pipeline/draw-portrait.ts';
import { identityOf } from '../../src/toon/identity.ts';
import { landmarksOf } from '../../src/toon/landmarks.ts';
import { shotOf } from '../../src/toon/shot.ts';

const SIZE = 128;

const sitters = Array.from({ length: 1500 }, (_, i) => ({ identity: identityOf(i), shot: shotOf(i) }));

describe('landmarksOf', () => {
  it('gives a face of at least 64 px in height at 128 px, inside the picture', () => {
    for (const sitter of sitters) {
      const { box } = landmarksOf(sitter, SIZE);
      expect(box.bottom - box.top).toBeGreaterThanOrEqual(64);
      expect(Math.min(box.left, box.top)).toBeGreaterThan(4);
      expect(Math.max(box.right, box.bottom)).toBeLessThan(SIZE - 4);
    }
  });

  it('names left and right as seen in the picture, from the eyes down to the mouth', () => {
    for (const sitter of sitters.slice(0, 200)) {
      const [leftEye, rightEye, nose, leftMouth, rightMouth] = landmarksOf(sitter, SIZE).points;
      expect(leftEye[0]).toBeLessThan(rightEye[0]);
      expect(leftMouth[0]).toBeLessThan(rightMouth[0]);
      expect(nose[1]).toBeGreaterThan((leftEye[1] + rightEye[1]) / 2);
      expect((leftMouth[1] + rightMouth[1]) / 2).toBeGreaterThan(nose[1]);
    }
  });

  it('grows with the picture', () => {
    const [sitter] = sitters;
    if (sitter === undefined) throw new Error('no sitter');
    const small = landmarksOf(sitter, 100).points.flat();
    expect(landmarksOf(sitter, 200).points.flat()).toEqual(small.map((v) => 2 * v));
  });

  it('puts the eyes on dark pupils when the person looks at the camera', async () => {
    const looking = sitters.filter(({ shot }) => shot.camera).slice(0, 30);
    for (const sitter of looking) {
      const { data } = await drawPortrait({ ...sitter, context: {}, style: 'plain' }, SIZE);
      for (const [x, y] of landmarksOf(sitter, SIZE).points.slice(0, 2)) {
        const at = (Math.floor(y) * SIZE + Math.floor(x)) * 3;
        expect(Math.max(...data.subarray(at, at + 3))).toBeLessThan(115);
      }
    }
  });
});
