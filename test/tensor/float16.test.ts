/** @file float16 to float32 and back. */
import { describe, expect, it } from 'vitest';
import { decodeFloat16, encodeFloat16 } from '../../src/tensor/float16.ts';

const LARGEST_BITS = 0x7bff;
/** Every finite positive float16, rising. */
const halves = Uint16Array.from({ length: LARGEST_BITS + 1 }, (_, i) => i);
const values = decodeFloat16(halves);
const between = (i: number, part: number): number =>
  (values[i] ?? 0) + part * ((values[i + 1] ?? 65_536) - (values[i] ?? 0));
const encoded = (numbers: Iterable<number>): number[] => [...encodeFloat16(Float32Array.from(numbers))];

describe('float16', () => {
  it('comes back from float32 as the same bits, of either sign', () => {
    expect(encodeFloat16(values)).toEqual(halves);
    expect(encodeFloat16(values.map((value) => -value))).toEqual(halves.map((half) => half | 0x8000));
  });

  it('is the nearest one, and the even one half-way', () => {
    const all = [...halves.keys()];
    expect(encoded(all.map((i) => between(i, 0.49)))).toEqual(all);
    expect(encoded(all.map((i) => between(i, 0.51)))).toEqual(all.map((i) => i + 1));
    expect(encoded(all.map((i) => between(i, 0.5)))).toEqual(all.map((i) => i + (i % 2)));
  });

  it('is infinite beyond its range, zero below it, and not a number for what is none', () => {
    expect(encoded([65_519, 65_520, 1e9, -1e9, Infinity])).toEqual([0x7bff, 0x7c00, 0x7c00, 0xfc00, 0x7c00]);
    expect(encoded([2 ** -26, -(2 ** -26), 0, -0])).toEqual([0, 0x8000, 0, 0x8000]);
    expect([...decodeFloat16(encodeFloat16(Float32Array.of(NaN, Infinity)))]).toEqual([NaN, Infinity]);
  });

  it('is made from a part of an array', () => {
    expect([...encodeFloat16(Float32Array.of(1, 2, 3).subarray(1))]).toEqual([0x4000, 0x4200]);
  });
});
