/** @file float16 as bit patterns in a Uint16Array (IEEE 754 binary16, round half to even). */

/** The nearest float16 to each value; beyond ±65504 it is infinite. */
export function encodeFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < halves.length; i++) halves[i] = toFloat16(bits[i] as number);
  return halves;
}

/** From a float32's bits. */
function toFloat16(x: number): number {
  const sign = (x >>> 16) & 0x8000;
  const exponent = (x >>> 23) & 0xff;
  const mantissa = x & 0x7fffff;
  const e = exponent - 112;
  // Rounding may carry into the exponent, which is then the right one, infinity's included.
  if (e > 0 && e < 31) return sign | roundShift((e << 23) | mantissa, 13);
  if (exponent === 0xff) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200);
  if (e >= 31) return sign | 0x7c00;
  return e < -10 ? sign : sign | roundShift(mantissa | 0x800000, 14 - e);
}

/** value / 2^shift, rounded half to even. */
export function roundShift(value: number, shift: number): number {
  const half = 1 << (shift - 1);
  const odd = (value >>> shift) & 1;
  return (value + half - 1 + odd) >>> shift;
}

let decoded: Float32Array | undefined;

/** All 65,536 of them. */
function tableOfAll(): Float32Array {
  decoded ??= Float32Array.from({ length: 1 << 16 }, (_, half) => fromFloat16(half));
  return decoded;
}

function fromFloat16(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : NaN;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

export function decodeFloat16(halves: Uint16Array): Float32Array {
  const table = tableOfAll();
  const values = new Float32Array(halves.length);
  for (let i = 0; i < values.length; i++) values[i] = table[halves[i] as number] as number;
  return values;
}
