/** @file One face of a photo upright and at one size, to read colours from at the mesh's points. */
import type { RgbImage } from '../../image/rgb-image.ts';
import { alignment } from '../align.ts';
import { applySimilarity, invertSimilarity, type Point, scaleOf, type Similarity } from '../similarity.ts';
import { shrunkTemplate } from '../template.ts';
import { fivePoints, type Mesh, meshPoint } from './mesh.ts';
import { pyramidOf, warpFrom } from './pyramid.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

export interface FaceView {
  /** Side of the view in pixels. */
  readonly size: number;
  /** The mean place of mesh points, in the view. */
  readonly point: (numbers: readonly number[]) => Point;
  /** The colour of one place, 0 to 255; black outside the photo. */
  readonly at: (place: Point) => Rgb;
  /** Whether the photo shows that place, and not less than `margin` pixels of the view from its edge. */
  readonly isSeen: (place: Point, margin: number) => boolean;
  /** The mean colour of a small disc around a place. */
  readonly colourAt: (place: Point, radius?: number) => Rgb;
}

/** Side of a view in pixels. */
export const VIEW_SIZE = 192;
/** Shows the whole head with its hair; larger ones show the face from nearer. */
const WHOLE_HEAD = 0.5;
/** Pixels of the view: a twentieth of the distance between the eyes, about. */
const PATCH = 2.5;

/** From a square of `size` pixels that shows what the whole head's view does, to the picture. */
export const wholeHead = (mesh: Mesh, size: number): Similarity =>
  alignment(fivePoints(mesh), size, shrunkTemplate(WHOLE_HEAD));

export function faceView(image: RgbImage, mesh: Mesh, zoom = WHOLE_HEAD): FaceView {
  const toPicture = alignment(fivePoints(mesh), VIEW_SIZE, shrunkTemplate(zoom));
  const toView = invertSimilarity(toPicture);
  const planes = new Float32Array(3 * VIEW_SIZE * VIEW_SIZE);
  warpFrom(pyramidOf(image), planes, toPicture, VIEW_SIZE);
  const at = ([x, y]: Point): Rgb => {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    if (column < 0 || row < 0 || column >= VIEW_SIZE || row >= VIEW_SIZE) return [0, 0, 0];
    const i = row * VIEW_SIZE + column;
    const area = VIEW_SIZE * VIEW_SIZE;
    return [planes[i] as number, planes[i + area] as number, planes[i + 2 * area] as number];
  };
  const pixel = scaleOf(toPicture);
  return {
    size: VIEW_SIZE,
    isSeen: (place, margin) => {
      const [x, y] = applySimilarity(toPicture, place);
      const edge = margin * pixel;
      return x >= edge && y >= edge && x < image.width - edge && y < image.height - edge;
    },
    point: (numbers) => applySimilarity(toView, meshPoint(mesh, numbers)),
    at,
    colourAt: (place, radius = PATCH) => meanColour(at, place, radius),
  };
}

function meanColour(at: FaceView['at'], [x, y]: Point, radius: number): Rgb {
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  const reach = Math.ceil(radius);
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      if (dx * dx + dy * dy > radius * radius) continue;
      const [red, green, blue] = at([x + dx, y + dy]);
      sum[0] += red;
      sum[1] += green;
      sum[2] += blue;
      count++;
    }
  }
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}
