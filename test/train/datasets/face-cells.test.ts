/** @file What the cells of a latent weigh: faces more than backdrops, features most, one on average. */
import { expect, test } from 'vitest';
import { identityOf } from '../../../src/toon/identity.ts';
import { landmarksOf } from '../../../src/toon/landmarks.ts';
import { shotOf } from '../../../src/toon/shot.ts';
import { weighFaceCells } from '../../../src/train/datasets/face-cells.ts';
import { PORTRAIT_SIZE } from '../../../src/train/datasets/portraits.ts';

const SIDE = 16;
const CELL = PORTRAIT_SIZE / SIDE;

const weigh = (seed: number) => {
  const landmarks = landmarksOf({ identity: identityOf(seed), shot: shotOf(seed) }, PORTRAIT_SIZE);
  const weights = new Float32Array(SIDE * SIDE);
  weighFaceCells(weights, landmarks, [SIDE, SIDE], { face: 3, features: 6 });
  const at = (x: number, y: number): number =>
    weights[SIDE * Math.floor(y / CELL) + Math.floor(x / CELL)] as number;
  return { landmarks, weights, at };
};

test('the cells of a picture weigh one on average, whoever is in it', () => {
  for (let seed = 0; seed < 50; seed++) {
    const { weights } = weigh(seed);
    expect(weights.reduce((sum, w) => sum + w, 0) / weights.length).toBeCloseTo(1, 5);
  }
});

test('the cell of an eye weighs six times a corner of the picture, the chin three times', () => {
  for (let seed = 0; seed < 50; seed++) {
    const { landmarks, at } = weigh(seed);
    const corner = at(0, 0);
    for (const [x, y] of landmarks.points) expect(at(x, y) / corner).toBeCloseTo(6, 4);
    const { left, right, bottom } = landmarks.box;
    expect(at((left + right) / 2, bottom - 1) / corner).toBeGreaterThanOrEqual(3 - 1e-4);
  }
});
