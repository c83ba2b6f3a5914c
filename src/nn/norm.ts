/** @file Normalisation layers. Keys: weight, bias. */
import { ones, type Scope, zeros } from '../checkpoint/scope.ts';
import * as functional from '../graph/functional.ts';
import type { Value } from '../graph/graph.ts';
import { layerNormalization } from '../graph/ops/index.ts';
import { channelsOf } from './conv2d.ts';
import { lastOf } from './linear.ts';

/** Over the last axis. */
export function layerNorm(scope: Scope, { eps = 1e-5 }: { readonly eps?: number }, x: Value): Value {
  const shape = [lastOf(x.type.shape)];
  return layerNormalization(x, scope.tensor('weight', shape, ones), scope.tensor('bias', shape, zeros), eps);
}

export interface GroupNormConfig {
  readonly groups: number;
  readonly eps: number;
}

/** Over each group of channels of `[batch, channels, height, width]`. */
export function groupNorm(scope: Scope, { groups, eps }: GroupNormConfig, x: Value): Value {
  const shape = [channelsOf(x)];
  return functional.groupNorm(
    x,
    scope.tensor('weight', shape, ones),
    scope.tensor('bias', shape, zeros),
    groups,
    eps,
  );
}
