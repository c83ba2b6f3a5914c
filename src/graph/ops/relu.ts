/** @file max(x, 0). ONNX: Relu, opset 14. */
import { defineUnary } from '../elementwise.ts';
import { mul } from './mul.ts';
import { sign } from './sign.ts';

// y is never negative, so its sign is the step function.
export const relu = defineUnary('Relu', 'X', 'Y', (dy, y) => mul(dy, sign(y)));
