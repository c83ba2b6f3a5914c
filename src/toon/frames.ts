/** @file Where the head and the body stand on the 200 x 200 canvas. */
import type { Shot } from './shot.ts';
import type { Identity } from './traits.ts';

export const CANVAS = 200;

/** The head tilts around this point below its origin. */
export const CHIN_PIVOT = 50;

/** The body is drawn smaller than the head, so that a costume fits under it. */
const BODY = 0.84;

export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Frames {
  readonly head: Frame & { readonly tilt: number };
  readonly body: Frame;
  /** How far the features move sideways when the head turns, in head units. */
  readonly turn: number;
}

/** Long faces stand a little higher, so that the shoulders stay in the picture. */
export function framesOf({ face }: Identity, view: Shot): Frames {
  const y = 95 + view.y - (face.chin - 58) * 0.6 * view.scale;
  const head = { x: CANVAS / 2 + view.x, y, scale: view.scale, tilt: view.tilt };
  const body = { x: head.x - view.tilt * 0.3, y: y + (face.chin - 1) * view.scale, scale: view.scale * BODY };
  return { head, body, turn: view.turn * 4 };
}
