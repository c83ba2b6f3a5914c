/** @file Which way a head looks, from the mesh's three dimensions. */
import { MESH, type Mesh, meshPoint3, type Point3 } from './mesh.ts';

/** Degrees; all are 0 for a head that looks straight into the camera. */
export interface Pose {
  /** Positive: towards the picture's right. */
  readonly yaw: number;
  /** Positive: upwards. */
  readonly pitch: number;
  /** Positive: clockwise in the picture. */
  readonly roll: number;
}

const degrees = (radians: number): number => (radians * 180) / Math.PI;
const minus = (a: Point3, b: Point3): Point3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/** In the mesh, a straight head's chin lies this much behind its forehead: measured on portraits. */
const LEVEL_PITCH = 9;

/** FaceMesh sees two thirds of a turn: measured on heads turned by 15 to 45 degrees in three dimensions. */
const SEEN_TURN = 2 / 3;

export function poseOf(mesh: Mesh): Pose {
  const across = minus(meshPoint3(mesh, MESH.rightCheekbone), meshPoint3(mesh, MESH.leftCheekbone));
  const down = minus(meshPoint3(mesh, MESH.chin), meshPoint3(mesh, MESH.forehead));
  return {
    yaw: degrees(Math.atan2(across[2], Math.hypot(across[0], across[1]))) / SEEN_TURN,
    pitch: LEVEL_PITCH - degrees(Math.atan2(down[2], Math.hypot(down[0], down[1]))),
    roll: degrees(Math.atan2(across[1], across[0])),
  };
}
