/** @file The sinusoidal embedding of timesteps (Ho et al. 2020; diffusers' get_timestep_embedding) and its two layers. */
import type { Scope } from '../checkpoint/scope.ts';
import { silu } from '../graph/functional.ts';
import { constant, type Value } from '../graph/graph.ts';
import { concat, cos, mul, reshape, sin } from '../graph/ops/index.ts';
import { float32 } from '../tensor/tensor.ts';
import { linear } from './linear.ts';

export interface TimestepsConfig {
  readonly width: number;
  /** Cosines first, as every Stable Diffusion does. */
  readonly flipSinToCos: boolean;
  /** Taken off the number of frequencies in the exponent's denominator; 0 in Stable Diffusion. */
  readonly freqShift: number;
}

/** `timestep` float32 `[batch]` to `[batch, width]`. */
export function timesteps({ width, flipSinToCos, freqShift }: TimestepsConfig, timestep: Value): Value {
  const half = width / 2;
  const frequencies = Float32Array.from({ length: half }, (_, i) =>
    Math.exp((-Math.log(10000) * i) / (half - freqShift)),
  );
  const angles = mul(
    reshape(timestep, [timestep.type.shape[0] ?? 1, 1]),
    constant(float32([1, half], frequencies)),
  );
  return concat(flipSinToCos ? [cos(angles), sin(angles)] : [sin(angles), cos(angles)], 1);
}

/** Keys: linear_1, linear_2; both `width` wide. */
export const timestepEmbedding = (scope: Scope, { width }: { readonly width: number }, x: Value): Value =>
  linear(scope.at('linear_2'), { out: width }, silu(linear(scope.at('linear_1'), { out: width }, x)));
