/** @file Places of a face by its own measure, and the colours there. */
import type { Point } from '../../similarity.ts';
import type { FaceView, Rgb } from '../face-view.ts';
import { MESH } from '../mesh.ts';

/** Half widths of the face to the right of and below the middle between the eyes. */
export interface FaceFrame {
  readonly at: (aside: number, down: number) => Rgb;
  /** Of the mean place of points of the mesh. */
  readonly place: (points: readonly number[]) => { readonly aside: number; readonly down: number };
}

export function faceFrame(view: FaceView): FaceFrame {
  const [left, right] = [view.point(MESH.leftEye), view.point(MESH.rightEye)];
  const [x, y] = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
  const [from, to] = [view.point(MESH.leftCheekbone), view.point(MESH.rightCheekbone)];
  const half = Math.hypot(to[0] - from[0], to[1] - from[1]) / 2;
  const eyes = Math.hypot(right[0] - left[0], right[1] - left[1]);
  const [cos, sin] = [(half * (right[0] - left[0])) / eyes, (half * (right[1] - left[1])) / eyes];
  return {
    at: (aside, down) => colourBetween(view, [x + aside * cos - down * sin, y + aside * sin + down * cos]),
    place: (points) => {
      const [u, v] = view.point(points);
      const [across, along] = [u - x, v - y];
      return {
        aside: (across * cos + along * sin) / half ** 2,
        down: (along * cos - across * sin) / half ** 2,
      };
    },
  };
}

/** The four pixels around a place, by their nearness. */
export function colourBetween(view: Pick<FaceView, 'at'>, [x, y]: Point): Rgb {
  const [u, v] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [right, down] = [x - 0.5 - u, y - 0.5 - v];
  const corners = [
    [view.at([u, v]), (1 - right) * (1 - down)],
    [view.at([u + 1, v]), right * (1 - down)],
    [view.at([u, v + 1]), (1 - right) * down],
    [view.at([u + 1, v + 1]), right * down],
  ] as const;
  const of = (c: 0 | 1 | 2): number => corners.reduce((sum, [colour, part]) => sum + colour[c] * part, 0);
  return [of(0), of(1), of(2)];
}
