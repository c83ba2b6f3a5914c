/** @file Drawings to pixels, other sizes, and sheets of pictures. */
import { describe, expect, it } from 'vitest';
import { contactSheet } from '../../src/image/contact-sheet.ts';
import { rasterise } from '../../src/image/rasterise.ts';
import { resize } from '../../src/image/resize.ts';
import type { RgbImage } from '../../src/image/rgb-image.ts';

const svg = (size: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 2 2"><rect width="2" height="2" fill="#ffffff"/><rect width="1" height="2" fill="#ff0000"/></svg>`;

const pixel = ({ width, data }: RgbImage, x: number, y: number): number[] => [
  ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];

describe('rasterise', () => {
  it('draws at the asked size', async () => {
    const image = await rasterise(svg(32), 32);
    expect([image.width, image.height, image.data.length]).toEqual([32, 32, 32 * 32 * 3]);
    expect([pixel(image, 4, 16), pixel(image, 28, 16)]).toEqual([
      [255, 0, 0],
      [255, 255, 255],
    ]);
  });

  it('throws RangeError when the drawing has another size', async () => {
    await expect(rasterise(svg(16), 32)).rejects.toThrow(RangeError);
  });
});

describe('resize', () => {
  it('gives the asked size and keeps flat colours', async () => {
    const image = await resize(await rasterise(svg(64), 64), 20, 10);
    expect([image.width, image.height, image.data.length]).toEqual([20, 10, 600]);
    expect(pixel(image, 3, 5)).toEqual([255, 0, 0]);
  });
});

describe('contactSheet', () => {
  it('places tiles row by row with gaps and labels under them', async () => {
    const red = {
      width: 8,
      height: 8,
      data: new Uint8Array(192).fill(0).map((_, i) => (i % 3 === 0 ? 255 : 0)),
    };
    const sheet = await contactSheet(
      [{ image: red }, { image: red, label: 'a & b <c>' }, { image: red }],
      2,
      { cell: 40 },
    );
    expect([sheet.width, sheet.height]).toEqual([84, 120]);
    expect(pixel(sheet, 10, 10)).toEqual([255, 0, 0]);
    expect(pixel(sheet, 60, 10)).toEqual([255, 0, 0]);
    expect(pixel(sheet, 60, 110)).toEqual([255, 255, 255]);
    const label = sheet.data.subarray(44 * 84 * 3, 54 * 84 * 3);
    expect(Math.min(...label)).toBeLessThan(128);
  });
});
