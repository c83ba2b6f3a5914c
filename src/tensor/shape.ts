/** @file Shapes: the sizes of a tensor's dimensions, outermost first. */
import { ShapeError } from '../errors.ts';

export type Shape = readonly number[];

/** Number of elements; 1 for a scalar's empty shape. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/** For messages: `[2, 3, 4]`. */
export const formatShape = (shape: Shape): string => `[${shape.join(', ')}]`;

/** The axis in [0, rank); a negative one counts from the end, as in ONNX. Throws ShapeError. */
export function normalizeAxis(axis: number, shape: Shape): number {
  const normalized = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(axis) || normalized < 0 || normalized >= shape.length) {
    throw new ShapeError(`axis ${axis} is out of range for shape ${formatShape(shape)}`);
  }
  return normalized;
}

/** The shape of an elementwise result under NumPy's broadcasting rules. Throws ShapeError. */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    if (x !== y && x !== 1 && y !== 1) {
      throw new ShapeError(`${formatShape(a)} and ${formatShape(b)} do not broadcast`);
    }
    return Math.max(x, y);
  });
}
