/** @file The sum of any number of values of one shape. ONNX: Sum, opset 13. */
import { ShapeError } from '../../errors.ts';
import { formatShape, sameShape } from '../../tensor/shape.ts';
import type { Op, Value } from '../graph.ts';
import { append } from '../op.ts';

const op: Op = {
  opType: 'Sum',
  domain: '',
  floatAttributes: [],
  optionalOutputs: false,
  vjp: ({ inputs }, [dy]) => inputs.map(() => (dy === undefined ? undefined : () => dy)),
};

/** Throws ShapeError unless all have one type. */
export function sum(values: readonly Value[]): Value {
  const [first] = values;
  const isOdd = ({ type }: Value): boolean =>
    type.dtype !== first?.type.dtype || !sameShape(type.shape, first.type.shape);
  if (first === undefined || values.some(isOdd)) {
    throw new ShapeError(`Sum: ${values.map(({ type }) => formatShape(type.shape)).join(' + ')}`);
  }
  const [y = first] = append(op, values, [first.type], {});
  return y;
}
