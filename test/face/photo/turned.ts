/** @file A photographed head turned in three dimensions: every pixel gets its depth from FaceMesh's points. */
import { type Mesh, meshBox } from '../../../src/face/photo/mesh.ts';
import type { RgbImage } from '../../../src/image/rgb-image.ts';

/** Degrees about the head's upright axis (positive: to the picture's right) and the axis through its ears (positive: upwards). */
interface Turn {
  readonly yaw?: number;
  readonly pitch?: number;
}

/** The head, as its mesh bounds it, turned, on grey. */
export function turnedHead(image: RgbImage, mesh: Mesh, { yaw = 0, pitch = 0 }: Turn): RgbImage {
  const { width, height } = image;
  const data = new Uint8Array(width * height * 3).fill(128);
  const nearest = new Float32Array(width * height).fill(Infinity);
  const box = meshBox(mesh);
  const [middleX, middleY] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const middleZ = deepest(mesh);
  const [cosYaw, sinYaw] = [Math.cos((yaw * Math.PI) / 180), Math.sin((yaw * Math.PI) / 180)];
  const [cosPitch, sinPitch] = [Math.cos((pitch * Math.PI) / 180), Math.sin((pitch * Math.PI) / 180)];
  // Four samples a pixel, so that the side that comes forward has no holes.
  for (let v = Math.floor(box.top); v < box.bottom; v += 0.5) {
    for (let u = Math.floor(box.left); u < box.right; u += 0.5) {
      const depth = depthAt(mesh, u, v);
      if (depth === undefined) continue;
      const [x, y, z] = [u - middleX, v - middleY, depth - middleZ];
      const turned = x * sinYaw + z * cosYaw;
      const column = Math.round(middleX + x * cosYaw - z * sinYaw);
      const row = Math.round(middleY + y * cosPitch + turned * sinPitch);
      const at = row * width + column;
      const distance = turned * cosPitch - y * sinPitch;
      if (column < 0 || column >= width || row < 0 || row >= height || distance >= (nearest[at] ?? 0))
        continue;
      nearest[at] = distance;
      const from = (Math.floor(v) * width + Math.floor(u)) * 3;
      data.set(image.data.subarray(from, from + 3), at * 3);
    }
  }
  return { width, height, data };
}

/** Pixels from a point of the mesh to where the face ends. */
const MOST_APART = 10;

function deepest(mesh: Mesh): number {
  let depth = -Infinity;
  for (let i = 2; i < mesh.length; i += 3) depth = Math.max(depth, mesh[i] ?? 0);
  return depth;
}

/** The mean depth of the mesh's points around, weighted by nearness; undefined far from all of them. */
function depthAt(mesh: Mesh, u: number, v: number): number | undefined {
  let [sum, weights, least] = [0, 0, Infinity];
  for (let i = 0; i < mesh.length; i += 3) {
    const square = ((mesh[i] ?? 0) - u) ** 2 + ((mesh[i + 1] ?? 0) - v) ** 2;
    least = Math.min(least, square);
    const weight = 1 / (square + 1) ** 2;
    sum += weight * (mesh[i + 2] ?? 0);
    weights += weight;
  }
  return least > MOST_APART ** 2 ? undefined : sum / weights;
}
