/** @file bfloat16 as bit patterns in a Uint16Array: the upper half of a float32. */

export const decodeBfloat16 = (halves: Uint16Array): Float32Array =>
  new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer);
