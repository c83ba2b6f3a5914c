/** @file a − b under broadcasting. ONNX: Sub, opset 14. */
import { broadcastTypes } from '../elementwise.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';
import { neg } from './neg.ts';

const op = defineOp({
  opType: 'Sub',
  inputs: ['A', 'B'],
  outputs: ['C'],
  infer: ({ A, B }) => ({ C: broadcastTypes('Sub', A.type, B.type) }),
  vjp: (_node, { C: dC }) => ({ A: () => dC, B: () => neg(dC) }),
});

export const sub = (A: Value, B: Value): Value => op({ A, B }).C;
