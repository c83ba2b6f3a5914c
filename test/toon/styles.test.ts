/** @file Styles on raw pixels. */
import { describe, expect, it } from 'vitest';
import { drawPortrait } from '../../src/pipeline/draw-portrait.ts';
import { identityOf } from '../../src/toon/identity.ts';
import { shotOf } from '../../src/toon/shot.ts';
import { paint, STYLE_NAMES } from '../../src/toon/styles/index.ts';

const spec = { identity: identityOf(3), shot: shotOf(3), context: { place: 'beach' as const } };
const plain = async (size: number): Promise<Uint8Array> =>
  (await drawPortrait({ ...spec, style: 'plain' }, size)).data;

const mean = (data: Uint8Array): number => data.reduce((sum, v) => sum + v, 0) / data.length;

/** Mean absolute difference of two pictures. */
const far = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, v, i) => sum + Math.abs(v - (b[i] ?? 0)), 0) / a.length;

/** The mean colours of 16 by 16 equal blocks of a picture. */
function blocks(data: Uint8Array, size: number): Float64Array {
  const [count, side] = [16, size / 16];
  const means = new Float64Array(count * count * 3);
  data.forEach((v, i) => {
    const pixel = Math.floor(i / 3);
    const row = Math.floor(pixel / size / side);
    const at = (row * count + Math.floor((pixel % size) / side)) * 3 + (i % 3);
    means[at] = (means[at] ?? 0) + v / side ** 2;
  });
  return means;
}

describe('paint', () => {
  it.each(STYLE_NAMES)('%s keeps its input and gives the same picture twice', async (style) => {
    const rgb = await plain(128);
    const before = rgb.slice();
    const first = paint(style, rgb, 128);
    expect(first).toHaveLength(rgb.length);
    expect(paint(style, rgb, 128)).toEqual(first);
    expect(rgb).toEqual(before);
  });

  it('makes every style clearly unlike every other', async () => {
    const rgb = await plain(128);
    const all = STYLE_NAMES.map((style) => paint(style, rgb, 128));
    for (const [i, a] of all.entries()) {
      for (const b of all.slice(i + 1)) expect(far(a, b)).toBeGreaterThan(12);
    }
  });

  it('draws pencil in grey', async () => {
    const data = paint('pencil', await plain(64), 64);
    expect(data.every((v, i) => v === data[i - (i % 3)])).toBe(true);
  });

  it.each(STYLE_NAMES)('%s looks alike at 96 and 256 px', async (style) => {
    const small = paint(style, await plain(96), 96);
    const large = paint(style, await plain(256), 256);
    expect(far(blocks(small, 96), blocks(large, 256))).toBeLessThan(3);
  });

  it('turns a flat picture of one pixel and of black into pictures without overflow', () => {
    for (const style of STYLE_NAMES) {
      expect(paint(style, new Uint8Array(3), 1)).toHaveLength(3);
      expect(mean(paint(style, new Uint8Array(32 * 32 * 3), 32))).toBeLessThan(200);
    }
  });
});
