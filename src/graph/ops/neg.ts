/** @file −x. ONNX: Neg, opset 13. */
import { defineUnary } from '../elementwise.ts';
import type { Value } from '../graph.ts';

export const neg: (x: Value) => Value = defineUnary('Neg', 'X', 'Y', (dy) => neg(dy));
