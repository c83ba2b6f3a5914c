/** @file The error function. ONNX: Erf, opset 13. */
import { scalar } from '../constants.ts';
import { defineUnary } from '../elementwise.ts';
import { exp } from './exp.ts';
import { mul } from './mul.ts';
import { neg } from './neg.ts';

// erf'(x) = 2/√π · exp(−x²)
export const erf = defineUnary('Erf', 'input', 'output', (dy, _y, x) =>
  mul(mul(dy, exp(neg(mul(x, x)))), scalar(2 / Math.sqrt(Math.PI))),
);
