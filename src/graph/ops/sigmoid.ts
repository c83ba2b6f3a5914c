/** @file 1 / (1 + e⁻ˣ). ONNX: Sigmoid, opset 13. */
import { defineUnary } from '../elementwise.ts';
import { mul } from './mul.ts';
import { sub } from './sub.ts';

export const sigmoid = defineUnary('Sigmoid', 'X', 'Y', (dy, y) => mul(dy, sub(y, mul(y, y))));
