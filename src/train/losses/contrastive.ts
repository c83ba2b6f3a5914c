/** @file The symmetric contrastive loss of CLIP (Radford et al. 2021, fig. 3). */
import { scalar } from '../../graph/functional.ts';
import { constant, type Value } from '../../graph/graph.ts';
import { add, gemm, logSoftmax, mul, reduceSum, transpose } from '../../graph/ops/index.ts';
import { float32 } from '../../tensor/tensor.ts';

/** Unit vectors of pictures and of their captions, each [batch, width], row by row; `scale` is a scalar. */
export function contrastiveLoss(images: Value, captions: Value, scale: Value): Value {
  const batch = images.type.shape[0] ?? 1;
  const logits = mul(gemm(images, captions, { transB: true }), scale);
  const identity = constant(
    float32(
      [batch, batch],
      Float32Array.from({ length: batch * batch }, (_, i) => (i % (batch + 1) === 0 ? 1 : 0)),
    ),
  );
  const likelihood = (rows: Value): Value => reduceSum(mul(logSoftmax(rows), identity), [0, 1]);
  const both = add(likelihood(logits), likelihood(transpose(logits, [1, 0])));
  return mul(both, scalar(-0.5 / batch));
}
