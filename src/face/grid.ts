/** @file The detector's grid of numbers to faces: every cell may hold one, and neighbours often hold the same. */
import { FACE_CELL, FACE_CHANNELS } from '../models/face-detector.ts';
import { type Face, overlapOf } from './face.ts';
import type { Point } from './similarity.ts';

const CHANNELS = FACE_CHANNELS.score + FACE_CHANNELS.box + FACE_CHANNELS.landmarks;

/** Whether two boxes share so much that they are one face. */
export const isSameFace = (a: Face, b: Face): boolean => overlapOf(a.box, b.box) > 0.4;

export interface GridRules {
  /** Least confidence in [0, 1]. */
  readonly threshold: number;
}

/**
 * Faces in one picture's `grid` [15, side, side], the surest first, in pixels of the detector's input. Throws RangeError
 * when the grid has another size.
 */
export function facesInGrid(grid: Float32Array, side: number, { threshold }: GridRules): Face[] {
  const cells = side * side;
  if (grid.length !== CHANNELS * cells) {
    throw new RangeError(`a grid of side ${side} has ${CHANNELS * cells} numbers, got ${grid.length}`);
  }
  const faces: Face[] = [];
  for (let cell = 0; cell < cells; cell++) {
    const score = 1 / (1 + Math.exp(-(grid[cell] as number)));
    if (score >= threshold) faces.push(faceOfCell(grid, side, cell, score));
  }
  return distinctFaces(faces);
}

/** Channels after the score are x and y by turns, offsets from the cell's centre in cells. */
function faceOfCell(grid: Float32Array, side: number, cell: number, score: number): Face {
  const centre = [(cell % side) + 0.5, Math.floor(cell / side) + 0.5] as const;
  const at = (channel: number): number => {
    const offset = grid[channel * side * side + cell] as number;
    return (offset + centre[(channel - 1) % 2 === 0 ? 0 : 1]) * FACE_CELL;
  };
  const point = (index: number): Point => [at(5 + 2 * index), at(6 + 2 * index)];
  return {
    score,
    box: { left: at(1), top: at(2), right: at(3), bottom: at(4) },
    points: [point(0), point(1), point(2), point(3), point(4)],
  };
}

/** Non-maximum suppression: of faces that overlap, the surest stays. */
export function distinctFaces(faces: readonly Face[]): Face[] {
  const kept: Face[] = [];
  for (const face of [...faces].sort((a, b) => b.score - a.score)) {
    if (!kept.some((other) => isSameFace(face, other))) kept.push(face);
  }
  return kept;
}
