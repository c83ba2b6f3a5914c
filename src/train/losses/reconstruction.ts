/** @file The autoencoder's loss: absolute error, edges, and a pull of the latents towards a standard normal. */
import { scalar } from '../../graph/functional.ts';
import type { Value } from '../../graph/graph.ts';
import { abs, add, exp, mul, reduceMean, slice, sub } from '../../graph/ops/index.ts';
import type { LatentDistribution } from '../../models/vae.ts';

const meanOf = (x: Value): Value =>
  reduceMean(
    x,
    x.type.shape.map((_, axis) => axis),
  );

/** Mean absolute error of two pictures [batch, channels, height, width]. */
export const absoluteError = (error: Value): Value => meanOf(abs(error));

/** Mean absolute error of the differences between neighbouring pixels: what blur costs. */
export function edgeError(error: Value): Value {
  const along = (axis: number): Value => {
    const size = error.type.shape[axis] ?? 0;
    return meanOf(abs(sub(slice(error, axis, 1, size), slice(error, axis, 0, size - 1))));
  };
  return add(along(2), along(3));
}

/** Kullback-Leibler divergence from N(0, 1), mean over latents: (mean² + exp(logVariance) - 1 - logVariance) / 2. */
export function klDivergence({ mean, logVariance }: LatentDistribution): Value {
  const sum = sub(add(mul(mean, mean), exp(logVariance)), add(logVariance, scalar(1)));
  return mul(meanOf(sum), scalar(0.5));
}
