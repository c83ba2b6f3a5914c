/** @file ArcFace: additive angular margin (Deng et al., 2019, eq. 3). */
import type { Value } from '../../graph/graph.ts';
import { l2Normalize, scalar } from '../../graph/functional.ts';
import {
  add,
  gemm,
  logSoftmax,
  mul,
  oneHot,
  reduceMean,
  reduceSum,
  sqrt,
  sub,
} from '../../graph/ops/index.ts';

export interface ArcFaceConfig {
  /** Radians added to the angle of the right class. */
  readonly margin: number;
  /** What cosines are multiplied by before the softmax. */
  readonly scale: number;
}

export interface ArcFace {
  readonly loss: Value;
  /** Mean cosine of an embedding and its own class centre. */
  readonly cosine: Value;
}

/**
 * Embeddings [batch, width] of unit length, class centres [classes, width] of any length, labels int32 [batch].
 * Epsilon stands inside sqrt(1 - cos²), whose slope is infinite at 1.
 */
export function arcFace(embeddings: Value, centres: Value, labels: Value, config: ArcFaceConfig): ArcFace {
  const classes = centres.type.shape[0] ?? 0;
  const cosines = mul(gemm(embeddings, l2Normalize(centres), { transB: true }), scalar(0.9999));
  const target = oneHot(labels, classes);
  const cosine = reduceSum(mul(cosines, target), [1], true);
  const sine = sqrt(add(sub(scalar(1), mul(cosine, cosine)), scalar(1e-6)));
  const shifted = sub(
    mul(cosine, scalar(Math.cos(config.margin))),
    mul(sine, scalar(Math.sin(config.margin))),
  );
  const logits = mul(add(cosines, mul(target, sub(shifted, cosine))), scalar(config.scale));
  const logLikelihood = reduceSum(mul(logSoftmax(logits), target), [1]);
  return { loss: mul(reduceMean(logLikelihood, [0]), scalar(-1)), cosine: reduceMean(cosine, [0, 1]) };
}
