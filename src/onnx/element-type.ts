/** @file Element types as ONNX numbers them (TensorProto.DataType). */
import type { DType } from '../tensor/dtype.ts';

export const ELEMENT_TYPE: Readonly<Record<DType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
};

/** Throws RangeError for a number that no dtype of ours has. */
export function dtypeOf(elementType: number): DType {
  for (const [dtype, number] of Object.entries(ELEMENT_TYPE)) {
    if (number === elementType) return dtype as DType;
  }
  throw new RangeError(`ONNX element type ${elementType} is not supported`);
}
