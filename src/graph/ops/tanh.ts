/** @file The hyperbolic tangent. ONNX: Tanh, opset 13. */
import { defineUnary } from '../elementwise.ts';
import { mul } from './mul.ts';
import { sub } from './sub.ts';

export const tanh = defineUnary('Tanh', 'input', 'output', (dy, y) => sub(dy, mul(dy, mul(y, y))));
