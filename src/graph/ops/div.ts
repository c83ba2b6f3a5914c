/** @file a / b element by element, under broadcasting. ONNX: Div, opset 14. */
import { broadcastTypes } from '../elementwise.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';
import { mul } from './mul.ts';
import { neg } from './neg.ts';

const op = defineOp({
  opType: 'Div',
  inputs: ['A', 'B'],
  outputs: ['C'],
  infer: ({ A, B }) => ({ C: broadcastTypes('Div', A.type, B.type) }),
  vjp({ inputs: { B }, outputs: { C } }, { C: dC }) {
    const dA = div(dC, B);
    return { A: () => dA, B: () => neg(mul(dA, C)) };
  },
});

export const div = (A: Value, B: Value): Value => op({ A, B }).C;
