/** @file −1, 0 or 1. ONNX: Sign, opset 13. Its gradient is zero. */
import { defineUnary } from '../elementwise.ts';

export const sign = defineUnary('Sign', 'input', 'output', undefined);
