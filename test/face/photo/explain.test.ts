/** @file What `encode --explain` draws over a photo: box, points, scores and the verdict. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openPhotoFaces } from '../../../src/face/photo/photo-faces.ts';
import { decodeImage } from '../../../src/image/decode-image.ts';
import { readPngText } from '../../../src/image/encode-png.ts';
import type { RgbImage } from '../../../src/image/rgb-image.ts';
import { explainPhoto } from '../../../src/main/commands/explain.ts';
import { beside, photo } from './photos.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'explain-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The drawing, and what was printed. */
async function explained(image: RgbImage): Promise<{ drawn: RgbImage; verdict: string; said: string }> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const path = join(folder, 'seen.png');
  await explainPhoto(path, image);
  const said = write.mock.calls.map(([text]) => String(text)).join('');
  write.mockRestore();
  const png = readFileSync(path);
  return { drawn: await decodeImage(png), verdict: readPngText(png)['Comment'] ?? '', said };
}

const at = ({ data, width }: RgbImage, x: number, y: number): number[] => [
  ...data.subarray((Math.round(y) * width + Math.round(x)) * 3).subarray(0, 3),
];

/** Pixels of a region that the drawing changed, in parts. */
function changed(
  before: RgbImage,
  after: RgbImage,
  from: readonly [number, number],
  size: readonly [number, number],
): number {
  let count = 0;
  for (let y = 0; y < size[1]; y++) {
    for (let x = 0; x < size[0]; x++) {
      const [a, b] = [before, after].map((one) => at(one, from[0] + x, from[1] + y));
      if (a?.some((channel, c) => Math.abs(channel - (b?.[c] ?? 0)) > 30) === true) count++;
    }
  }
  return count / (size[0] * size[1]);
}

it('draws the box, the five points and the scores beside the face, and says that the photo serves', async () => {
  const image = await photo('astronaut');
  const photoFaces = await openPhotoFaces();
  const [face] = await photoFaces.find(image);
  await photoFaces.close();
  const { drawn, verdict, said } = await explained(image);
  expect(verdict).toBe('This photo serves.');
  expect(said).toBe('This photo serves.\n');
  expect([drawn.width, drawn.height]).toEqual([image.width, image.height]);
  const { left, top, right, bottom } = face?.box ?? { left: 0, top: 0, right: 0, bottom: 0 };
  for (const [x, y] of [
    [left, (top + bottom) / 2],
    [right, (top + bottom) / 2],
    [(left + right) / 2, top],
  ] as const) {
    // A line two pixels wide, between pixels: one of those around is its own colour.
    const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => at(drawn, x + dx, y + dy)));
    expect(Math.max(...around.map(([red = 0, green = 0]) => green - red))).toBeGreaterThan(120);
  }
  expect(face?.points).toHaveLength(5);
  for (const [x, y] of face?.points ?? []) {
    const [red = 0, green = 0, blue = 0] = at(drawn, x, y);
    expect(Math.min(red, green) - blue).toBeGreaterThan(80);
  }
  expect(changed(image, drawn, [Math.round(right + 6), Math.round(top)], [130, 80])).toBeGreaterThan(0.1);
  expect(changed(image, drawn, [0, image.height - 20], [130, 18])).toBeGreaterThan(0.1);
}, 120_000);

it('draws the box of every face and says what to do where there are two', async () => {
  const both = await beside(await photo('astronaut'), await photo('grace-hopper'));
  const { drawn, verdict } = await explained(both);
  expect(verdict).toMatch(/more than one face .* Send a photo of one person alone/);
  const greens = (from: number, to: number): number => {
    let count = 0;
    for (let y = 0; y < drawn.height; y++) {
      for (let x = from; x < to; x++) {
        const [red = 0, green = 0, blue = 0] = at(drawn, x, y);
        if (green > 200 && red < 120 && blue < 160) count++;
      }
    }
    return count;
  };
  expect(greens(0, 512)).toBeGreaterThan(300);
  expect(greens(512, drawn.width)).toBeGreaterThan(600);
}, 120_000);
