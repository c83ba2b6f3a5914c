/** @file Drawn faces pass in every style, size and file format; a photographed one is refused with the way on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawnScore, requireDrawnFace } from '../../src/face/drawn.ts';
import { DRAWN_SIZE, drawnFeatures } from '../../src/face/drawn-features.ts';
import { DRAWN_WEIGHTS } from '../../src/face/drawn-weights.ts';
import type { Face } from '../../src/face/face.ts';
import type { FivePoints } from '../../src/face/template.ts';
import { decodeImage } from '../../src/image/decode-image.ts';
import { encodeJpeg } from '../../src/image/encode-lossy.ts';
import { resize } from '../../src/image/resize.ts';
import type { RgbImage } from '../../src/image/rgb-image.ts';
import { drawPortrait } from '../../src/pipeline/draw-portrait.ts';
import { contextOf } from '../../src/toon/context.ts';
import { identityOf } from '../../src/toon/identity.ts';
import { landmarksOf } from '../../src/toon/landmarks.ts';
import { shotOf } from '../../src/toon/shot.ts';
import { STYLE_NAMES, type StyleName } from '../../src/toon/styles/index.ts';

/** Validation's seeds, which nothing was fitted on. */
const FIRST = 1_020_000;
const PEOPLE = 8;
const SIZES = [64, 128, 512] as const;

const faceAt = (points: FivePoints): Face => {
  const [[left, top], [right], , , [, bottom]] = points;
  return { score: 1, box: { left, top, right, bottom }, points };
};

async function drawn(style: StyleName, size: number, i: number) {
  const sitter = { identity: identityOf(FIRST + i), shot: shotOf(FIRST + i) };
  const image = await drawPortrait({ ...sitter, context: contextOf(FIRST + i), style }, 128);
  const sized = await resize(image, size, size);
  const jpeg = await decodeImage(await encodeJpeg(sized, 80));
  return { face: faceAt(landmarksOf(sitter, size).points), images: [sized, jpeg] };
}

describe.each(STYLE_NAMES)('faces in %s', (style) => {
  it.each(SIZES)('pass at %i pixels, as JPEG too, but for one in a hundred', async (size) => {
    let refused = 0;
    for (let i = 0; i < PEOPLE; i++) {
      const { face, images } = await drawn(style, size, i);
      for (const image of images) {
        try {
          requireDrawnFace(image, [face]);
        } catch {
          refused += 1;
        }
      }
    }
    expect(refused).toBeLessThanOrEqual(1);
  });
});

describe('photographed people', () => {
  /** Eyes, nose and corners of the mouth, of faces for which the drawn world's detector is sure. */
  const people: readonly FivePoints[] = [
    [
      [470, 438],
      [499, 436],
      [483, 451],
      [471, 469],
      [496, 465],
    ],
    [
      [885, 776],
      [916, 775],
      [901, 787],
      [889, 805],
      [916, 806],
    ],
    [
      [1526, 326],
      [1556, 324],
      [1540, 338],
      [1523, 357],
      [1553, 355],
    ],
    [
      [1746, 434],
      [1779, 432],
      [1762, 445],
      [1753, 465],
      [1779, 464],
    ],
    [
      [780, 327],
      [810, 326],
      [795, 339],
      [783, 356],
      [806, 353],
    ],
    [
      [799, 440],
      [832, 441],
      [816, 452],
      [804, 470],
      [826, 468],
    ],
    [
      [1101, 327],
      [1137, 326],
      [1118, 337],
      [1101, 360],
      [1135, 358],
    ],
    [
      [1424, 772],
      [1455, 771],
      [1440, 781],
      [1425, 801],
      [1451, 800],
    ],
  ];
  let crowd: RgbImage;
  beforeAll(async () => {
    const path = join('node_modules', '@vladmandic/human/assets/screenshot-facematch.jpg');
    crowd = await decodeImage(readFileSync(path));
  });

  it('score far below drawn ones, and are refused', () => {
    const scores = people.map((points) => drawnScore(crowd, { points }));
    expect(Math.max(...scores)).toBeLessThan(-2);
    for (const points of people) {
      expect(() => {
        requireDrawnFace(crowd, [faceAt(points)]);
      }).toThrow(/looks like a photograph.*drawn faces only.*portrait maker/);
    }
  });

  it('are refused as no drawing where no face is found at all', () => {
    expect(() => {
      requireDrawnFace(crowd, []);
    }).toThrow(/no drawn face.*portrait maker/);
  });
});

it('there is a finite feature for every weight', async () => {
  const { images } = await drawn('oil', 64, 3);
  const data = images[0]?.data ?? new Uint8Array();
  const planes = Float32Array.from({ length: 3 * DRAWN_SIZE * DRAWN_SIZE }, (_, i) => {
    const [plane, pixel] = [Math.floor(i / DRAWN_SIZE ** 2), i % DRAWN_SIZE ** 2];
    return (data[pixel * 3 + plane] ?? 0) / 127.5 - 1;
  });
  const features = drawnFeatures(planes);
  expect(features).toHaveLength(DRAWN_WEIGHTS.length);
  expect(features.every(Number.isFinite)).toBe(true);
});

it.each(STYLE_NAMES)('a mirrored face in %s is judged as the face is', async (style) => {
  const { face, images } = await drawn(style, 128, 3);
  const [image] = images;
  if (image === undefined) throw new Error('nothing was drawn');
  const { width, height } = image;
  const data = new Uint8Array(image.data.length);
  for (let i = 0; i < width * height; i++) {
    const from = i - (i % width) + width - 1 - (i % width);
    data.set(image.data.subarray(3 * from, 3 * from + 3), 3 * i);
  }
  const [a, b, c, d, e] = face.points;
  const across = ([x, y]: readonly [number, number]) => [width - 1 - x, y] as const;
  const mirrored: FivePoints = [across(b), across(a), across(c), across(e), across(d)];
  const verdict = (picture: RgbImage, points: FivePoints): boolean => drawnScore(picture, { points }) > 0;
  expect(verdict({ width, height, data }, mirrored)).toBe(verdict(image, face.points));
});
