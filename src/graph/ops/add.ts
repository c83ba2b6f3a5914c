/** @file a + b under broadcasting. ONNX: Add, opset 14. */
import { broadcastTypes } from '../elementwise.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';

const op = defineOp({
  opType: 'Add',
  inputs: ['A', 'B'],
  outputs: ['C'],
  infer: ({ A, B }) => ({ C: broadcastTypes('Add', A.type, B.type) }),
  vjp: (_node, { C: dC }) => ({ A: () => dC, B: () => dC }),
});

export const add = (A: Value, B: Value): Value => op({ A, B }).C;
