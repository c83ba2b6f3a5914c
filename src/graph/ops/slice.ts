/** @file A part of a value: a range of one axis, or strided ranges of several. ONNX: Slice, opset 13. */
import { ShapeError } from '../../errors.ts';
import { formatShape, normalizeAxis, type Shape } from '../../tensor/shape.ts';
import { integers, integersOf } from '../constants.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';
import { pad } from './pad.ts';
import { reshape } from './reshape.ts';

/** The elements start, start + step, ... before `end` of one axis. */
export interface Range {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

const op = defineOp({
  opType: 'Slice',
  inputs: ['data', 'starts', 'ends', 'axes', 'steps'],
  outputs: ['output'],
  infer: ({ data: { type }, ...ranges }) => ({
    output: { dtype: type.dtype, shape: slicedShape(type.shape, rangesOf(ranges)) },
  }),
  vjp: ({ inputs: { data, ...ranges } }, { output: dy }) => ({
    data: () => rangesOf(ranges).reduce((dx, range) => unslice(dx, range, data.type.shape), dy),
  }),
});

interface RangeInputs {
  readonly starts: Value;
  readonly ends: Value;
  readonly axes: Value;
  readonly steps: Value;
}

function rangesOf({ starts, ends, axes, steps }: RangeInputs): Range[] {
  const [from, to, by] = [integersOf(starts), integersOf(ends), integersOf(steps)];
  return integersOf(axes).map((axis, i) => ({
    axis,
    start: from[i] ?? 0,
    end: to[i] ?? 0,
    step: by[i] ?? 1,
  }));
}

function slicedShape(shape: Shape, ranges: readonly Range[]): Shape {
  const sliced = [...shape];
  for (const [i, { axis, start, end, step }] of ranges.entries()) {
    const size = shape[axis] ?? 0;
    if (ranges.findIndex((range) => range.axis === axis) !== i) {
      throw new ShapeError(`Slice: two ranges of axis ${axis} of ${formatShape(shape)}`);
    }
    if (start < 0 || end > size || end <= start || step < 1) {
      throw new ShapeError(
        `Slice: [${start}, ${end}) by ${step} is not within axis ${axis} of ${formatShape(shape)}`,
      );
    }
    sliced[axis] = Math.ceil((end - start) / step);
  }
  return sliced;
}

/** Puts `dy` where the range took it from, zeros elsewhere; `shape` is that of the sliced value. */
function unslice(dy: Value, range: Range, shape: Shape): Value {
  const { axis, start, step } = range;
  const spread = step === 1 ? dy : dilate(dy, axis, step);
  const after = (shape[axis] ?? 0) - start - (spread.type.shape[axis] ?? 0);
  return pad(spread, onAxis(spread.type.shape.length, axis, start, after));
}

/** step - 1 zeros after each element of the axis. */
function dilate(x: Value, axis: number, step: number): Value {
  const { shape } = x.type;
  const split = reshape(x, [...shape.slice(0, axis + 1), 1, ...shape.slice(axis + 1)]);
  return reshape(
    pad(split, onAxis(shape.length + 1, axis + 1, 0, step - 1)),
    shape.map((size, i) => (i === axis ? size * step : size)),
  );
}

const onAxis = (rank: number, axis: number, before: number, after: number): (readonly [number, number])[] =>
  Array.from({ length: rank }, (_, i) => (i === axis ? [before, after] : [0, 0]));

/** Several ranges at once; starts and ends count from the front. Throws ShapeError. */
export const stridedSlice = (data: Value, ranges: readonly Range[]): Value =>
  op({
    data,
    starts: integers(ranges.map(({ start }) => start)),
    ends: integers(ranges.map(({ end }) => end)),
    axes: integers(ranges.map(({ axis }) => axis)),
    steps: integers(ranges.map(({ step }) => step)),
  }).output;

/** Elements [start, end) of the axis; negative numbers count from the end. Throws ShapeError. */
export function slice(x: Value, axis: number, start: number, end: number): Value {
  const normal = normalizeAxis(axis, x.type.shape);
  const size = x.type.shape[normal] ?? 0;
  const fromFront = (index: number): number => (index < 0 ? index + size : index);
  const range = { axis: normal, start: fromFront(start), end: fromFront(end), step: 1 };
  return range.start === 0 && range.end === size ? x : stridedSlice(x, [range]);
}
