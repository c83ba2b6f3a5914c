/** @file The transpose of broadcasting: sums a cotangent down to the shape of the value it belongs to. */
import { sameShape, type Shape } from '../tensor/shape.ts';
import type { Value } from './graph.ts';
import { reduceSum } from './ops/reduce-sum.ts';
import { reshape } from './ops/reshape.ts';

interface Run {
  readonly isSummed: boolean;
  readonly size: number;
}

/**
 * `shape` broadcasts to that of the cotangent. Neighbouring axes are merged, and summed one at a time from the innermost:
 * the runtime's reductions are fastest so.
 */
export function unbroadcast(cotangent: Value, shape: Shape): Value {
  const from = cotangent.type.shape;
  if (sameShape(from, shape)) return cotangent;
  const runs = mergedRuns(from, shape);
  const merged = reshape(
    cotangent,
    runs.map(({ size }) => size),
  );
  const sum = runs.reduceRight(
    (rest, { isSummed }, axis) => (isSummed ? reduceSum(rest, [axis]) : rest),
    merged,
  );
  return reshape(sum, shape);
}

function mergedRuns(from: Shape, to: Shape): Run[] {
  const runs: Run[] = [];
  const added = from.length - to.length;
  for (const [axis, size] of from.entries()) {
    if (size === 1) continue;
    const isSummed = axis < added || to[axis - added] === 1;
    const last = runs.at(-1);
    if (last?.isSummed === isSummed) runs[runs.length - 1] = { isSummed, size: last.size * size };
    else runs.push({ isSummed, size });
  }
  return runs;
}
