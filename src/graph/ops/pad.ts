/** @file Zeros around a value; negative pads cut off. ONNX: Pad (constant mode), opset 18. */
import { ShapeError } from '../../errors.ts';
import { formatShape } from '../../tensor/shape.ts';
import { integers, integersOf } from '../constants.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';

const op = defineOp({
  opType: 'Pad',
  inputs: ['data', 'pads'],
  outputs: ['output'],
  infer({ data: { type }, pads }) {
    const amounts = integersOf(pads);
    const rank = type.shape.length;
    const shape = type.shape.map((size, axis) => size + (amounts[axis] ?? 0) + (amounts[rank + axis] ?? 0));
    if (amounts.length !== 2 * rank || shape.some((size) => size < 0)) {
      throw new ShapeError(`Pad: ${formatShape(amounts)} does not fit ${formatShape(type.shape)}`);
    }
    return { output: { dtype: type.dtype, shape } };
  },
  vjp: ({ inputs: { pads } }, { output: dy }) => ({
    data: () => padAll(dy, integersOf(pads).map((amount) => -amount)), // prettier-ignore
  }),
});

const padAll = (data: Value, amounts: readonly number[]): Value =>
  op({ data, pads: integers(amounts) }).output;

/** `pads[i]` is [before, after] of axis i; axes beyond the list stay. `x` itself when all are 0. Throws ShapeError. */
export function pad(x: Value, pads: readonly (readonly [before: number, after: number])[]): Value {
  if (pads.every(([before, after]) => before === 0 && after === 0)) return x;
  const of = (side: 0 | 1): number[] =>
    Array.from({ length: Math.max(pads.length, x.type.shape.length) }, (_, axis) => pads[axis]?.[side] ?? 0);
  return padAll(x, [...of(0), ...of(1)]);
}
