/** @file Where a face lies in its view, in cells: outline, eyes, chin, and how far from the face a cell is. */
import type { Point } from '../../similarity.ts';
import type { FaceView } from '../face-view.ts';
import { MESH } from '../mesh.ts';

export interface HeadShape {
  /** Cells on a side of the view. */
  readonly side: number;
  /** Between the brows. */
  readonly brow: Point;
  readonly chin: Point;
  /** Column of the face's middle. */
  readonly middle: number;
  /** Row of the eyes' line. */
  readonly eyes: number;
  /** Distance between the eyes' middles, in cells. */
  readonly unit: number;
  /** Half of the face's width at the cheekbones, in cells. */
  readonly half: number;
  /** How far a cell lies outside the face, in eye distances; negative inside. Row by row. */
  readonly away: Float32Array;
}

/** Pixels of the view to a cell's side. */
export const CELL = 2;

/** The face's outline on the mesh, from the forehead's middle on. */
const OUTLINE = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150,
  136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
] as const; // prettier-ignore

export function headShape(view: FaceView): HeadShape {
  const at = (numbers: readonly number[]): Point => {
    const [x, y] = view.point(numbers);
    return [x / CELL, y / CELL];
  };
  const side = view.size / CELL;
  const [left, right] = [at(MESH.leftEye), at(MESH.rightEye)];
  const unit = Math.hypot(right[0] - left[0], right[1] - left[1]);
  const [leftCheek, rightCheek] = [at(MESH.leftCheekbone), at(MESH.rightCheekbone)];
  const outline = OUTLINE.map((n) => at([n]));
  return {
    side,
    brow: at([9]),
    chin: at(MESH.chin),
    middle: (left[0] + right[0] + leftCheek[0] + rightCheek[0]) / 4,
    eyes: (left[1] + right[1]) / 2,
    unit,
    half: Math.hypot(rightCheek[0] - leftCheek[0], rightCheek[1] - leftCheek[1]) / 2,
    away: Float32Array.from(
      { length: side * side },
      (_, i) => outside(outline, [(i % side) + 0.5, Math.floor(i / side) + 0.5]) / unit,
    ),
  };
}

/** Distance from a closed line, negative inside. */
function outside(line: readonly Point[], [x, y]: Point): number {
  let isInside = false;
  let least = Infinity;
  let [fromX, fromY] = line.at(-1) ?? [0, 0];
  for (const [toX, toY] of line) {
    const [dx, dy] = [toX - fromX, toY - fromY];
    if (toY > y !== fromY > y && x < (dx * (y - toY)) / dy + toX) isInside = !isInside;
    const t = Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy)));
    least = Math.min(least, Math.hypot(x - fromX - t * dx, y - fromY - t * dy));
    [fromX, fromY] = [toX, toY];
  }
  return isInside ? -least : least;
}
