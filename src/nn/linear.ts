/** @file The dense layer, and the token look-up. */
import { normal, type Scope, zeros } from '../checkpoint/scope.ts';
import * as functional from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { gather } from '../graph/ops/index.ts';
import { ShapeError } from '../errors.ts';
import { formatShape } from '../tensor/shape.ts';

export interface LinearConfig {
  readonly out: number;
  /** true by default. */
  readonly bias?: boolean;
  /** Scales the first weights' standard deviation of 1 / sqrt(inputs); 1 by default. */
  readonly gain?: number;
  /** Only these rows of `weight` and `bias`, of `out` in all. */
  readonly rows?: readonly [start: number, end: number];
}

/** x Wᵀ + b over the last axis: `[..., inputs]` to `[..., out]`. Keys: weight `[out, inputs]`, bias `[out]`. */
export function linear(scope: Scope, config: LinearConfig, x: Value): Value {
  const { out, bias = true, gain = 1, rows: [start, end] = [0, out] } = config;
  const inputs = lastOf(x.type.shape);
  const weight = scope.rows('weight', [out, inputs], normal(gain / Math.sqrt(inputs)), start, end);
  return functional.linear(x, weight, bias ? scope.rows('bias', [out], zeros, start, end) : undefined);
}

/** The size of the last axis. Throws ShapeError for a scalar. */
export function lastOf(shape: readonly number[]): number {
  const last = shape.at(-1);
  if (last === undefined) throw new ShapeError(`a layer needs a last axis, got ${formatShape(shape)}`);
  return last;
}

/** Rows of the table `weight` `[count, width]` by ids (int32 or int64): `[...ids, width]`. */
export const embedding = (
  scope: Scope,
  {
    count,
    width,
    standardDeviation = 0.02,
  }: { readonly count: number; readonly width: number; readonly standardDeviation?: number },
  ids: Value,
): Value => gather(scope.tensor('weight', [count, width], normal(standardDeviation)), ids);
