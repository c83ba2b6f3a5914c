/** @file Cuts a value into pieces along an axis. ONNX: Split, opset 18. */
import { ShapeError } from '../../errors.ts';
import { formatShape, normalizeAxis } from '../../tensor/shape.ts';
import { filled, integers } from '../constants.ts';
import type { Op, Value } from '../graph.ts';
import { append } from '../op.ts';
import { concat } from './concat.ts';

const op: Op = {
  opType: 'Split',
  domain: '',
  floatAttributes: [],
  optionalOutputs: false,
  vjp: ({ outputs, attributes }, cotangents) => [
    () =>
      concat(
        outputs.map((piece, i) => cotangents[i] ?? filled(piece.type.shape, 0)),
        Number(attributes['axis']),
      ),
  ],
};

/** Pieces of the given sizes, which must add up to the axis. Throws ShapeError. */
export function split(x: Value, axis: number, sizes: readonly number[]): Value[] {
  const { dtype, shape } = x.type;
  const normal = normalizeAxis(axis, shape);
  if (sizes.reduce((sum, size) => sum + size, 0) !== shape[normal] || sizes.some((size) => size < 0)) {
    throw new ShapeError(
      `Split: ${formatShape(sizes)} does not divide axis ${normal} of ${formatShape(shape)}`,
    );
  }
  const types = sizes.map((size) => ({ dtype, shape: shape.with(normal, size) }));
  return [...append(op, [x, integers(sizes)], types, { axis: normal })];
}
