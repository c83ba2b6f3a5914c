/** @file Sine and cosine, which only timestep embeddings need. ONNX: Sin and Cos, opset 7. */
import { defineUnary } from '../graph/elementwise.ts';
import type { Value } from '../graph/graph.ts';
import { mul, neg } from '../graph/ops/index.ts';

export const sin: (x: Value) => Value = defineUnary('Sin', 'input', 'output', (dy, _y, x) => mul(dy, cos(x)));

export const cos: (x: Value) => Value = defineUnary('Cos', 'input', 'output', (dy, _y, x) =>
  mul(dy, neg(sin(x))),
);
