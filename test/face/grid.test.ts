/** @file The detector's grid is read as its training writes it, and one face is found once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Face, overlapOf } from '../../src/face/face.ts';
import { distinctFaces, facesInGrid } from '../../src/face/grid.ts';
import type { FivePoints } from '../../src/face/template.ts';

const SIDE = 16;
const CELLS = SIDE * SIDE;
const CELL = 8;

const face = (x: number, y: number, half: number, score = 1): Face => {
  const points: FivePoints = [
    [x - half / 2, y - half / 3],
    [x + half / 2, y - half / 3],
    [x, y],
    [x - half / 3, y + half / 2],
    [x + half / 3, y + half / 2],
  ];
  return { score, box: { left: x - half, top: y - half, right: x + half, bottom: y + half }, points };
};

/** As the recipe writes its targets: the logit, then x and y by turns from the cell's centre, in cells. */
function gridOf(faces: readonly Face[], around = 0): Float32Array {
  const grid = new Float32Array(15 * CELLS).fill(-8, 0, CELLS);
  for (const { box, points, score } of faces) {
    const column = Math.floor((box.left + box.right) / 2 / CELL);
    const row = Math.floor((box.top + box.bottom) / 2 / CELL);
    const numbers = [box.left, box.top, box.right, box.bottom, ...points.flat()];
    for (let y = row - around; y <= row + around; y++) {
      for (let x = column - around; x <= column + around; x++) {
        const cell = y * SIDE + x;
        grid[cell] = Math.log(score / (1 - score)) - Math.hypot(x - column, y - row);
        numbers.forEach((at, i) => {
          grid[(i + 1) * CELLS + cell] = at / CELL - ((i % 2 === 0 ? x : y) + 0.5);
        });
      }
    }
  }
  return grid;
}

describe('facesInGrid', () => {
  it('gives back the box and the landmarks that were written into any cell', () => {
    const place = fc.double({ min: 20, max: 108, noNaN: true });
    fc.assert(
      fc.property(place, place, fc.double({ min: 6, max: 40, noNaN: true }), (x, y, half) => {
        const written = face(x, y, half, 0.9);
        const [found, ...others] = facesInGrid(gridOf([written]), SIDE, { threshold: 0.5 });
        expect(others).toEqual([]);
        expect(found?.score).toBeCloseTo(0.9, 5);
        expect(found?.box.left).toBeCloseTo(written.box.left, 3);
        expect(found?.box.bottom).toBeCloseTo(written.box.bottom, 3);
        written.points.flat().forEach((value, i) => {
          expect(found?.points.flat()[i]).toBeCloseTo(value, 3);
        });
      }),
    );
  });

  it('finds a face once although its neighbouring cells see it too', () => {
    const found = facesInGrid(gridOf([face(64, 60, 30, 0.95)], 1), SIDE, { threshold: 0.5 });
    expect(found).toHaveLength(1);
    expect(found[0]?.score).toBeCloseTo(0.95, 5);
  });

  it('keeps people apart and lists the surest first', () => {
    const grid = gridOf([face(30, 60, 20, 0.7), face(95, 64, 22, 0.9)], 1);
    const found = facesInGrid(grid, SIDE, { threshold: 0.5 });
    expect(found.map(({ score }) => Math.round(score * 10))).toEqual([9, 7]);
  });

  it('leaves out what it is not sure of', () => {
    expect(facesInGrid(gridOf([face(64, 64, 20, 0.4)]), SIDE, { threshold: 0.5 })).toEqual([]);
  });

  it('refuses a grid of another size', () => {
    expect(() => facesInGrid(new Float32Array(10), SIDE, { threshold: 0.5 })).toThrow(RangeError);
  });
});

describe('distinctFaces', () => {
  it('leaves no two that overlap, and drops none that overlaps nothing', () => {
    const some = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 0, max: 90 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
    );
    fc.assert(
      fc.property(some, (list) => {
        const faces = list.map(([x, y, score]) => face(x, y, 12, score));
        const kept = distinctFaces(faces);
        kept.forEach((a, i) => {
          for (const b of kept.slice(i + 1)) expect(overlapOf(a.box, b.box)).toBeLessThanOrEqual(0.4);
        });
        for (const dropped of faces.filter((candidate) => !kept.includes(candidate))) {
          expect(kept.some((b) => overlapOf(dropped.box, b.box) > 0.4 && b.score >= dropped.score)).toBe(
            true,
          );
        }
      }),
    );
  });
});
