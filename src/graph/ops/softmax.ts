/** @file Softmax over one axis. ONNX: Softmax, opset 13. */
import { normalizeAxis } from '../../tensor/shape.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';
import { mul } from './mul.ts';
import { reduceSum } from './reduce-sum.ts';
import { sub } from './sub.ts';

const op = defineOp({
  opType: 'Softmax',
  inputs: ['input'],
  outputs: ['output'],
  attributes: { axis: -1 },
  infer: ({ input }) => ({ output: input.type }),
  // y = softmax(x):  dx = y ⊙ dy − y Σ_axis y ⊙ dy
  vjp: ({ outputs: { output: y }, attributes: { axis } }, { output: dy }) => ({
    input() {
      const weighted = mul(dy, y);
      return sub(weighted, mul(y, reduceSum(weighted, [axis], true)));
    },
  }),
});

/** exp(x) / Σ exp(x) along `axis`, the last one by default. */
export const softmax = (input: Value, axis = -1): Value =>
  op({ input }, { axis: normalizeAxis(axis, input.type.shape) }).output;
