/** @file Normalisation layers. Keys: weight, bias. */
import { type Init, ones, type Scope, zeros } from '../checkpoint/scope.ts';
import { ShapeError } from '../errors.ts';
import * as functional from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { add, instanceNormalization, layerNormalization, mul, reshape } from '../graph/ops/index.ts';
import { pictureShape } from './conv2d.ts';
import { lastOf } from './linear.ts';

export interface LayerNormConfig {
  readonly eps?: number;
  /** The first weights; ones by default. */
  readonly weight?: Init;
}

/** Over the last axis. */
export function layerNorm(scope: Scope, { eps = 1e-5, weight = ones }: LayerNormConfig, x: Value): Value {
  const shape = [lastOf(x.type.shape)];
  return layerNormalization(
    x,
    scope.tensor('weight', shape, weight),
    scope.tensor('bias', shape, zeros),
    eps,
  );
}

export interface GroupNormConfig {
  readonly groups: number;
  readonly eps: number;
}

/** Over each group of channels of `[batch, channels, height, width]`. Throws ShapeError where groups do not divide the channels. */
export function groupNorm(scope: Scope, { groups, eps }: GroupNormConfig, x: Value): Value {
  const [batch, channels] = pictureShape(x);
  // The fused way below would take any number of groups that divides all numbers of a picture, and norm across channels' edges.
  if (channels % groups !== 0) throw new ShapeError(`${groups} groups do not divide ${channels} channels`);
  const weight = scope.tensor('weight', [channels], ones);
  const bias = scope.tensor('bias', [channels], zeros);
  if (scope.kernels === 'differentiable') return functional.groupNorm(x, weight, bias, groups, eps);
  const normalized = reshape(instanceNormalization(reshape(x, [batch, groups, -1]), eps), x.type.shape);
  return add(mul(normalized, reshape(weight, [channels, 1, 1])), reshape(bias, [channels, 1, 1]));
}
