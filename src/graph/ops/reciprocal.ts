/** @file 1 / x. ONNX: Reciprocal, opset 13. */
import { defineUnary } from '../elementwise.ts';
import { mul } from './mul.ts';
import { neg } from './neg.ts';

export const reciprocal = defineUnary('Reciprocal', 'X', 'Y', (dy, y) => neg(mul(dy, mul(y, y))));
