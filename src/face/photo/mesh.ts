/** @file FaceMesh's 468 points: which is which, and what follows from them. */
import { FACE_MESH_POINTS } from '../../models/face-mesh.ts';
import type { Box } from '../face.ts';
import type { Point } from '../similarity.ts';
import type { FivePoints } from '../template.ts';

/** x, y and z of 468 points by turns, in pixels of the picture; z is smaller towards the viewer. */
export type Mesh = Float32Array;

/** Points of MediaPipe's canonical face by number; left and right are the picture's. */
export const MESH = {
  forehead: [10],
  chin: [152],
  noseTip: [1],
  noseBase: [2],
  leftEye: [33, 133, 159, 145],
  rightEye: [362, 263, 386, 374],
  leftEyeOuter: [33],
  leftEyeInner: [133],
  leftEyeTop: [159],
  leftEyeBottom: [145],
  rightEyeInner: [362],
  rightEyeOuter: [263],
  rightEyeTop: [386],
  rightEyeBottom: [374],
  leftMouth: [61],
  rightMouth: [291],
  upperLipTop: [0],
  lowerLipBottom: [17],
  leftCheekbone: [234],
  rightCheekbone: [454],
} as const satisfies Readonly<Record<string, readonly number[]>>;

export type Point3 = readonly [x: number, y: number, z: number];

/** The mean of the points of these numbers. */
export function meshPoint3(mesh: Mesh, numbers: readonly number[]): Point3 {
  const sum = [0, 0, 0] as [number, number, number];
  for (const n of numbers) {
    for (const axis of [0, 1, 2] as const) sum[axis] += mesh[3 * n + axis] ?? NaN;
  }
  return [sum[0] / numbers.length, sum[1] / numbers.length, sum[2] / numbers.length];
}

export function meshPoint(mesh: Mesh, numbers: readonly number[]): Point {
  const [x, y] = meshPoint3(mesh, numbers);
  return [x, y];
}

export const fivePoints = (mesh: Mesh): FivePoints => [
  meshPoint(mesh, MESH.leftEye),
  meshPoint(mesh, MESH.rightEye),
  meshPoint(mesh, MESH.noseTip),
  meshPoint(mesh, MESH.leftMouth),
  meshPoint(mesh, MESH.rightMouth),
];

/** Around all points: from the forehead to the chin, between the cheeks. */
export function meshBox(mesh: Mesh): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let n = 0; n < FACE_MESH_POINTS; n++) {
    const [x, y] = [mesh[3 * n] as number, mesh[3 * n + 1] as number];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/** The part of the points that lie inside a picture of this size, 0 to 1. */
export function visiblePart(
  mesh: Mesh,
  { width, height }: { readonly width: number; readonly height: number },
): number {
  let inside = 0;
  for (let n = 0; n < FACE_MESH_POINTS; n++) {
    const [x, y] = [mesh[3 * n] as number, mesh[3 * n + 1] as number];
    if (x >= 0 && y >= 0 && x < width && y < height) inside++;
  }
  return inside / FACE_MESH_POINTS;
}
