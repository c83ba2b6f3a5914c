/** @file The square root. ONNX: Sqrt, opset 13. */
import { scalar } from '../constants.ts';
import { defineUnary } from '../elementwise.ts';
import { div } from './div.ts';
import { mul } from './mul.ts';

export const sqrt = defineUnary('Sqrt', 'X', 'Y', (dy, y) => div(mul(dy, scalar(0.5)), y));
