/** @file The natural logarithm. ONNX: Log, opset 13. */
import { defineUnary } from '../elementwise.ts';
import { div } from './div.ts';

export const log = defineUnary('Log', 'input', 'output', (dy, _y, x) => div(dy, x));
