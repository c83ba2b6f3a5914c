/**
 * @file 8-bit floats as bit patterns in a Uint8Array, as checkpoints store them to be half as large as float16: E4M3 has no infinity and
 * reaches 448, E5M2 is float16's upper byte. https://arxiv.org/abs/2209.05433; torch's float8_e4m3fn and float8_e5m2.
 */
import { decodeFloat16, roundShift } from './float16.ts';

const E4M3_NAN = 0x7f;

function fromE4M3(code: number): number {
  const sign = code & 0x80 ? -1 : 1;
  const exponent = (code >>> 3) & 0xf;
  const mantissa = code & 7;
  if ((code & 0x7f) === E4M3_NAN) return NaN;
  if (exponent === 0) return sign * mantissa * 2 ** -9;
  return sign * (1 + mantissa / 8) * 2 ** (exponent - 7);
}

let decoded: Float32Array | undefined;

export function decodeFloat8E4M3(codes: Uint8Array): Float32Array {
  const table = (decoded ??= Float32Array.from({ length: 256 }, (_, code) => fromE4M3(code)));
  return Float32Array.from(codes, (code) => table[code] as number);
}

export const decodeFloat8E5M2 = (codes: Uint8Array): Float32Array =>
  decodeFloat16(Uint16Array.from(codes, (code) => code << 8));

/** The nearest E4M3 to each value, the even one half-way; what rounds beyond 448 is not a number, as in torch. */
export function encodeFloat8E4M3(values: Float32Array): Uint8Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint8Array.from(bits, toE4M3);
}

/** From a float32's bits. */
function toE4M3(x: number): number {
  const sign = (x >>> 24) & 0x80;
  const exponent = (x >>> 23) & 0xff;
  const mantissa = x & 0x7fffff;
  const e = exponent - 120;
  if (e > 15) return sign | E4M3_NAN;
  // Rounding may carry into the exponent, which is then the right one.
  if (e > 0) return sign | Math.min(roundShift((e << 23) | mantissa, 20), E4M3_NAN);
  return e < -3 ? sign : sign | roundShift(mantissa | 0x800000, 21 - e);
}
