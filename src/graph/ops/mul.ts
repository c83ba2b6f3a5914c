/** @file a · b element by element, under broadcasting. ONNX: Mul, opset 14. */
import { broadcastTypes } from '../elementwise.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';

const op = defineOp({
  opType: 'Mul',
  inputs: ['A', 'B'],
  outputs: ['C'],
  infer: ({ A, B }) => ({ C: broadcastTypes('Mul', A.type, B.type) }),
  vjp: ({ inputs: { A, B } }, { C: dC }) => ({ A: () => mul(dC, B), B: () => mul(dC, A) }),
});

export const mul = (A: Value, B: Value): Value => op({ A, B }).C;
