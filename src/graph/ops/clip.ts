/** @file x held between two bounds. ONNX: Clip, opset 13. */
import { scalar } from '../constants.ts';
import type { Value } from '../graph.ts';
import { defineOp, sharedDType } from '../op.ts';
import { equal } from './equal.ts';
import { where } from './where.ts';

const op = defineOp({
  opType: 'Clip',
  inputs: ['input', 'min', 'max'],
  outputs: ['output'],
  infer: ({ input, min, max }) => ({
    output: { dtype: sharedDType('Clip', input.type, min.type, max.type), shape: input.type.shape },
  }),
  vjp: ({ inputs: { input }, outputs: { output } }, { output: dy }) => ({
    input: () => where(equal(input, output), dy, scalar(0)),
  }),
});

export const clip = (input: Value, min: number, max: number): Value =>
  op({ input, min: scalar(min), max: scalar(max) }).output;
