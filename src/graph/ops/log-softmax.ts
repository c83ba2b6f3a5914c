/** @file The logarithm of softmax over one axis, without overflow. ONNX: LogSoftmax, opset 13. */
import { normalizeAxis } from '../../tensor/shape.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';
import { exp } from './exp.ts';
import { mul } from './mul.ts';
import { reduceSum } from './reduce-sum.ts';
import { sub } from './sub.ts';

const op = defineOp({
  opType: 'LogSoftmax',
  inputs: ['input'],
  outputs: ['output'],
  attributes: { axis: -1 },
  infer: ({ input }) => ({ output: input.type }),
  vjp: ({ outputs: { output: y }, attributes: { axis } }, { output: dy }) => ({
    input: () => sub(dy, mul(exp(y), reduceSum(dy, [axis], true))),
  }),
});

/** x − log Σ exp(x) along `axis`, the last one by default. */
export const logSoftmax = (input: Value, axis = -1): Value =>
  op({ input }, { axis: normalizeAxis(axis, input.type.shape) }).output;
