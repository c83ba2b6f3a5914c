/** @file Values joined along an axis. ONNX: Concat, opset 13. */
import { ShapeError } from '../../errors.ts';
import { formatShape, normalizeAxis, sameShape, type Shape } from '../../tensor/shape.ts';
import type { Node, Op, Value } from '../graph.ts';
import { append } from '../op.ts';
import { slice } from './slice.ts';

const op: Op = {
  opType: 'Concat',
  domain: '',
  floatAttributes: [],
  optionalOutputs: false,
  vjp: (node, [dy]) => (dy === undefined ? [] : parts(node, dy)),
};

function parts({ inputs, attributes }: Node, dy: Value): (() => Value)[] {
  const axis = Number(attributes['axis']);
  let end = 0;
  return inputs.map((part) => {
    const start = end;
    end += part?.type.shape[axis] ?? 0;
    return () => slice(dy, axis, start, start + (part?.type.shape[axis] ?? 0));
  });
}

/** The other axes must be equal. Throws ShapeError. */
export function concat(xs: readonly Value[], axis: number): Value {
  const [first] = xs;
  if (first === undefined) throw new ShapeError('Concat: no values');
  if (xs.length === 1) return first;
  const { dtype, shape } = first.type;
  const normal = normalizeAxis(axis, shape);
  const without = (s: Shape): Shape => s.filter((_, i) => i !== normal);
  if (xs.some(({ type }) => type.dtype !== dtype || !sameShape(without(type.shape), without(shape)))) {
    const shapes = xs.map(({ type }) => formatShape(type.shape)).join(', ');
    throw new ShapeError(`Concat: ${shapes} do not join along axis ${normal}`);
  }
  const size = xs.reduce((total, { type }) => total + (type.shape[normal] ?? 0), 0);
  const type = { dtype, shape: shape.with(normal, size) };
  const [y = first] = append(op, xs, [type], { axis: normal });
  return y;
}
