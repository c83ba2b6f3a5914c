/** @file Axes and shapes of reductions. */
import { normalizeAxis, type Shape } from '../tensor/shape.ts';

/** Axes counted from the front, ascending, each once. Throws ShapeError. */
export const normalizeAxes = (axes: readonly number[], shape: Shape): number[] =>
  [...new Set(axes.map((axis) => normalizeAxis(axis, shape)))].sort((a, b) => a - b);

/** The shape with 1 in place of the reduced axes. */
export const keptShape = (shape: Shape, axes: readonly number[]): Shape =>
  shape.map((size, axis) => (axes.includes(axis) ? 1 : size));

export const reducedShape = (shape: Shape, axes: readonly number[], keepdims: boolean): Shape =>
  keepdims ? keptShape(shape, axes) : shape.filter((_, axis) => !axes.includes(axis));
