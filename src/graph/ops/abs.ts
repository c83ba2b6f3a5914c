/** @file |x|. ONNX: Abs, opset 13. */
import { defineUnary } from '../elementwise.ts';
import { mul } from './mul.ts';
import { sign } from './sign.ts';

export const abs = defineUnary('Abs', 'X', 'Y', (dy, _y, x) => mul(dy, sign(x)));
