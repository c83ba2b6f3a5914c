/** @file Sine and cosine, each the other's derivative. ONNX: Sin and Cos, opset 7. */
import { defineUnary } from '../elementwise.ts';
import type { Value } from '../graph.ts';
import { mul } from './mul.ts';
import { neg } from './neg.ts';

export const sin: (x: Value) => Value = defineUnary('Sin', 'input', 'output', (dy, _y, x) => mul(dy, cos(x)));

export const cos: (x: Value) => Value = defineUnary('Cos', 'input', 'output', (dy, _y, x) =>
  mul(dy, neg(sin(x))),
);
