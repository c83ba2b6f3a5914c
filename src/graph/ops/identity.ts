/** @file The same value again: gives a value a second name. ONNX: Identity, opset 16. */
import { defineUnary } from '../elementwise.ts';

export const identity = defineUnary('Identity', 'input', 'output', (dy) => dy);
