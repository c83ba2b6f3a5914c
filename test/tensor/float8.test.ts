/** @file 8-bit floats to float32 and back, against torch's (test/golden/make-float8.py). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeFloat8E4M3, decodeFloat8E5M2, encodeFloat8E4M3 } from '../../src/tensor/float8.ts';

const table = z.array(z.string().nullable());
const golden = z
  .object({ e4m3: table, e5m2: table, values: z.array(z.number()), encoded: z.array(z.number()) })
  .parse(JSON.parse(readFileSync('test/golden/float8.json', 'utf8')));

const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
const numbers = (texts: readonly (string | null)[]): number[] =>
  texts.map((text) => (text === null ? NaN : Number(text.replace('inf', 'Infinity'))));

describe('8-bit floats', () => {
  it('are torch’s, each of the 256 of either kind', () => {
    expect([...decodeFloat8E4M3(codes)]).toEqual(numbers(golden.e4m3));
    expect([...decodeFloat8E5M2(codes)]).toEqual(numbers(golden.e5m2));
  });

  it('are what torch rounds to', () => {
    expect([...encodeFloat8E4M3(Float32Array.from(golden.values))]).toEqual(golden.encoded);
  });

  it('come back from float32 as the same bits, and half-way between two as the even one', () => {
    const oneNaN = codes.subarray(0, -1);
    expect(encodeFloat8E4M3(decodeFloat8E4M3(oneNaN))).toEqual(oneNaN);
    const positive = codes.subarray(0, 0x7f);
    const values = decodeFloat8E4M3(positive);
    const halfWay = values.slice(0, -1).map((value, i) => (value + (values[i + 1] ?? 0)) / 2);
    expect([...encodeFloat8E4M3(halfWay)]).toEqual([...halfWay.keys()].map((i) => i + (i % 2)));
  });

  it('reach 448: what rounds beyond is not a number, and what is far below is zero', () => {
    expect([...encodeFloat8E4M3(Float32Array.of(448, 464, 465, -465, 1e9, Infinity, NaN))]).toEqual([
      0x7e, 0x7e, 0x7f, 0xff, 0x7f, 0x7f, 0x7f,
    ]);
    expect([...encodeFloat8E4M3(Float32Array.of(2 ** -10, -(2 ** -10), 1e-30, 0))]).toEqual([0, 0x80, 0, 0]);
  });
});
