/** @file Element types of tensors and the typed arrays that hold them. */

/** Bytes an element takes, by dtype. float16 is held as its bit pattern. */
export const BYTES_PER_ELEMENT = {
  float32: 4,
  float16: 2,
  int64: 8,
  int32: 4,
  uint8: 1,
  bool: 1,
} as const;

export type DType = keyof typeof BYTES_PER_ELEMENT;

export interface DataOf {
  readonly float32: Float32Array;
  readonly float16: Uint16Array;
  readonly int64: BigInt64Array;
  readonly int32: Int32Array;
  readonly uint8: Uint8Array;
  readonly bool: Uint8Array;
}
