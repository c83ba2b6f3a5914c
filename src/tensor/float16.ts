/** @file float16 as bit patterns in a Uint16Array (IEEE 754 binary16, round half to even). */

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The nearest float16; beyond ±65504 it is infinite. */
function toFloat16(value: number): number {
  float[0] = value;
  const x = bits[0] ?? 0;
  const sign = (x >>> 16) & 0x8000;
  const exponent = (x >>> 23) & 0xff;
  const mantissa = x & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200);
  const e = exponent - 112;
  if (e >= 31) return sign | 0x7c00;
  if (e <= 0) {
    if (e < -10) return sign;
    return sign | roundShift(mantissa | 0x800000, 14 - e);
  }
  return sign | roundShift((e << 23) | mantissa, 13);
}

/** value / 2^shift, rounded half to even. */
function roundShift(value: number, shift: number): number {
  const floor = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (floor & 1) === 1) ? floor + 1 : floor;
}

function fromFloat16(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : NaN;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

export const encodeFloat16 = (values: Float32Array): Uint16Array => Uint16Array.from(values, toFloat16);

export const decodeFloat16 = (halves: Uint16Array): Float32Array => Float32Array.from(halves, fromFloat16);
