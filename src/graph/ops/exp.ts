/** @file eˣ. ONNX: Exp, opset 13. */
import { defineUnary } from '../elementwise.ts';
import { mul } from './mul.ts';

export const exp = defineUnary('Exp', 'input', 'output', (dy, y) => mul(dy, y));
