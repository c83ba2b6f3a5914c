/** @file PNG files: exact pixels, texts, the same bytes every time. */
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../src/image/decode-image.ts';
import { encodeJpeg, encodeWebp } from '../../src/image/encode-lossy.ts';
import { encodePng, readPngText } from '../../src/image/encode-png.ts';
import { readChunks } from '../../src/image/png-chunks.ts';
import type { RgbImage } from '../../src/image/rgb-image.ts';

const image: RgbImage = {
  width: 80,
  height: 64,
  data: Uint8Array.from({ length: 80 * 64 * 3 }, (_, i) => (i * 7) % 256),
};
const texts = {
  seed: '42',
  prompt: 'S* as a chef, in Zürich 雪',
  settings: '{"steps":30}',
  model: 'toon v0',
};

describe('encodePng', () => {
  it('keeps every pixel', async () => {
    expect(await decodeImage(await encodePng(image, texts))).toEqual({
      ...image,
      data: Buffer.from(image.data),
    });
  });

  it('keeps texts in any language', async () => {
    expect(readPngText(await encodePng(image, texts))).toEqual(texts);
  });

  it('gives the same bytes for the same input in whatever order the texts come', async () => {
    const reversed = Object.fromEntries(Object.entries(texts).reverse());
    expect(await encodePng(image, reversed)).toEqual(await encodePng(image, texts));
  });

  it('writes no time stamp', async () => {
    const types = [...readChunks(await encodePng(image, texts))].map(({ type }) => type);
    expect(types).not.toContain('tIME');
  });

  it('writes the texts as Pillow does: tEXt where Latin-1 has all letters, else iTXt', async () => {
    const found = [...readChunks(await encodePng(image, texts))].filter(({ type }) =>
      /^[it][TE]Xt$/.test(type),
    );
    const names = found.map(({ type, data }) => [type, Buffer.from(data).toString('latin1').split('\0')[0]]);
    expect(names).toEqual([
      ['tEXt', 'model'],
      ['iTXt', 'prompt'],
      ['tEXt', 'seed'],
      ['tEXt', 'settings'],
    ]);
  });

  it.each(['', ' leading', 'x'.repeat(80), 'new\nline'])(
    'refuses the keyword %j with a RangeError',
    async (keyword) => {
      await expect(encodePng(image, { [keyword]: 'text' })).rejects.toThrow(RangeError);
    },
  );
});

describe('readPngText', () => {
  it('refuses other files as not-an-image', async () => {
    const file = await encodeJpeg(image);
    expect(() => readPngText(file)).toThrow(expect.objectContaining({ id: 'not-an-image' }));
  });

  it('refuses a cut file as truncated-image', async () => {
    const file = await encodePng(image, texts);
    expect(() => readPngText(file.subarray(0, 60))).toThrow(
      expect.objectContaining({ id: 'truncated-image' }),
    );
  });
});

describe('encodeWebp and encodeJpeg', () => {
  it.each([encodeWebp, encodeJpeg])('write files that decode to the same size', async (encode) => {
    const { width, height } = await decodeImage(await encode(image));
    expect([width, height]).toEqual([80, 64]);
  });
});
