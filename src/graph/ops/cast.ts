/** @file Another element type. ONNX: Cast, opset 13. */
import { dtypeOf, ELEMENT_TYPE } from '../../onnx/element-type.ts';
import type { DType } from '../../tensor/dtype.ts';
import type { Value } from '../graph.ts';
import { defineOp } from '../op.ts';

const isFloat = (dtype: DType): boolean => dtype === 'float32' || dtype === 'float16';

const op = defineOp({
  opType: 'Cast',
  inputs: ['input'],
  outputs: ['output'],
  attributes: { to: ELEMENT_TYPE.float32 },
  infer: ({ input }, { to }) => ({ output: { dtype: dtypeOf(to), shape: input.type.shape } }),
  vjp: ({ inputs: { input }, outputs: { output } }, { output: dy }) =>
    isFloat(output.type.dtype) && isFloat(input.type.dtype)
      ? { input: () => cast(dy, input.type.dtype) }
      : {},
});

/** `x` itself when it already has that type. The gradient of a cast from or to integers is zero. */
export const cast = (x: Value, dtype: DType): Value =>
  x.type.dtype === dtype ? x : op({ input: x }, { to: ELEMENT_TYPE[dtype] }).output;
