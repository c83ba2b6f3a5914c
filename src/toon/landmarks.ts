/** @file Where the face is, through the same transform as the drawing. */
import { mouthCorner } from './face/mouth.ts';
import { CANVAS, CHIN_PIVOT, framesOf } from './frames.ts';
import type { Shot } from './shot.ts';
import type { Identity } from './traits.ts';

export type Point = readonly [x: number, y: number];

export interface Landmarks {
  /** Left eye, right eye, nose tip, left and right mouth corner as seen in the picture, in pixels. */
  readonly points: readonly [Point, Point, Point, Point, Point];
  /** From the hairline to the chin and between the cheeks, in pixels. */
  readonly box: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
}

export interface Sitter {
  readonly identity: Identity;
  readonly shot: Shot;
}

/** In a picture of `size` x `size` pixels. */
export function landmarksOf({ identity: person, shot: view }: Sitter, size: number): Landmarks {
  const { head, turn } = framesOf(person, view);
  const angle = (head.tilt * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle) * head.scale, Math.sin(angle) * head.scale];
  const place = (x: number, y: number): Point => {
    const dy = y - CHIN_PIVOT;
    const px = head.x + x * cos - dy * sin;
    const py = head.y + head.scale * CHIN_PIVOT + x * sin + dy * cos;
    return [(px * size) / CANVAS, (py * size) / CANVAS];
  };
  const corner = mouthCorner(person, view);
  const { spacing } = person.eyes;
  const { width: w, chin } = person.face;
  const rim = [
    place(-w, -6),
    place(w, -6),
    place(-w * 0.8, -36),
    place(w * 0.8, -36),
    place(0, -40),
    place(0, chin),
    place(-w * 0.6, chin * 0.86),
    place(w * 0.6, chin * 0.86),
  ];
  const xs = rim.map(([x]) => x);
  const ys = rim.map(([, y]) => y);
  return {
    points: [
      place(-spacing + turn, 0),
      place(spacing + turn, 0),
      place(turn * 1.7, person.nose.length - 2),
      place(-corner.x + turn, corner.y),
      place(corner.x + turn, corner.y),
    ],
    box: { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) },
  };
}
