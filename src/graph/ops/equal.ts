/** @file Whether a = b element by element, under broadcasting, as bool. ONNX: Equal, opset 13. Its gradient is zero. */
import { broadcastTypes } from '../elementwise.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';

const op = defineOp({
  opType: 'Equal',
  inputs: ['A', 'B'],
  outputs: ['C'],
  infer: ({ A, B }) => ({ C: { dtype: 'bool', shape: broadcastTypes('Equal', A.type, B.type).shape } }),
  vjp: () => ({}),
});

export const equal = (A: Value, B: Value): Value => op({ A, B }).C;
