/** @file Faces of photographs: where they are, their points, and which way they look. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePhoto } from '../../../src/face/photo/decode-photo.ts';
import { openPhotoFaces, type PhotoFace, type PhotoFaces } from '../../../src/face/photo/photo-faces.ts';
import type { Point } from '../../../src/face/similarity.ts';
import type { RgbImage } from '../../../src/image/rgb-image.ts';
import { beside, photo, photoBytes } from './photos.ts';
import { turnedHead } from './turned.ts';

let photoFaces: PhotoFaces;
let astronaut: RgbImage;
let collins: PhotoFace;

async function largestFace(image: RgbImage): Promise<PhotoFace> {
  const [face] = (await photoFaces.find(image)).sort(
    (a, b) => b.box.right - b.box.left - (a.box.right - a.box.left),
  );
  if (face === undefined) throw new Error('no face');
  return face;
}

beforeAll(async () => {
  photoFaces = await openPhotoFaces();
  astronaut = await photo('astronaut');
  collins = await largestFace(astronaut);
}, 120_000);
afterAll(() => photoFaces.close());

/** The largest distance between points, in parts of the distance between the eyes. */
function farthest(found: readonly Point[], expected: readonly Point[]): number {
  const [left = [0, 0], right = [0, 0]] = expected;
  const unit = Math.hypot(right[0] - left[0], right[1] - left[1]);
  return Math.max(
    ...found.map(
      ([x, y], i) => Math.hypot(x - (expected[i]?.[0] ?? NaN), y - (expected[i]?.[1] ?? NaN)) / unit,
    ),
  );
}

describe('openPhotoFaces', () => {
  it('places eyes, nose and mouth where a person sees them', () => {
    // Read off the photo with an image viewer.
    const seen: Point[] = [[203, 102], [246, 103], [223, 131], [202, 138], [244, 141]]; // prettier-ignore
    expect(farthest(collins.points, seen)).toBeLessThan(0.1);
    expect(collins.presence).toBeGreaterThan(0.95);
  });

  it('moves the points with the picture when that is turned, shrunk or enlarged', async () => {
    const small = await largestFace(await photo('astronaut', (picture) => picture.resize(300)));
    const large = await largestFace(await photo('astronaut', (picture) => picture.resize(2400)));
    const upsideDown = await largestFace(
      await photo('astronaut', (picture) => picture.rotate(30, { background: '#808080' })),
    );
    const scaled = (factor: number): Point[] => collins.points.map(([x, y]) => [x * factor, y * factor]);
    expect(farthest(small.points, scaled(300 / 512))).toBeLessThan(0.05);
    expect(farthest(large.points, scaled(2400 / 512))).toBeLessThan(0.05);
    expect(upsideDown.pose.roll - collins.pose.roll).toBeCloseTo(30, -1);
  });

  it('finds several people, and each in their place', async () => {
    const both = await beside(astronaut, await photo('grace-hopper'));
    const faces = (await photoFaces.find(both)).sort((a, b) => a.box.left - b.box.left);
    expect(faces).toHaveLength(2);
    expect(farthest(faces[0]?.points ?? [], collins.points)).toBeLessThan(0.1);
    expect(faces[1]?.box.left).toBeGreaterThan(astronaut.width);
  });

  it('finds a face too small for the whole view by looking closer', async () => {
    const scene = sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#90a0b0' } });
    const tiny = await sharp(photoBytes('astronaut')).resize(420).png().toBuffer();
    const jpeg = await scene
      .composite([{ input: tiny, left: 2300, top: 1400 }])
      .jpeg()
      .toBuffer();
    const face = await largestFace(await decodePhoto(jpeg));
    const scale = 1280 / 3000;
    const expected = collins.points.map(([x, y]): Point => [
      (2300 + (x * 420) / 512) * scale,
      (1400 + (y * 420) / 512) * scale,
    ]);
    expect(farthest(face.points, expected)).toBeLessThan(0.15);
  });

  /** What was done to the picture as it lies in the file, by EXIF orientation: turns clockwise, after a mirror or not. */
  it.each([
    [2, true, 0],
    [3, false, 180],
    [4, true, 180],
    [5, true, 270],
    [6, false, 270],
    [7, true, 90],
    [8, false, 90],
  ])('takes a photo of EXIF orientation %i as it is meant to be seen', async (orientation, mirror, turn) => {
    const mirrored = await sharp(photoBytes('astronaut')).flop(mirror).png().toBuffer();
    const file = await sharp(mirrored).rotate(turn).jpeg().withMetadata({ orientation }).toBuffer();
    const upright = await decodePhoto(file);
    const face = await largestFace(upright);
    expect(farthest(face.points, collins.points)).toBeLessThan(0.05);
  });

  it('takes a sideways photo of twelve megapixels, and finds the face in its place', async () => {
    const large = await sharp(photoBytes('astronaut'))
      .resize(3000, 3000)
      .extend({ left: 500, right: 500, background: '#90a0b0' })
      .jpeg()
      .toBuffer();
    const sideways = await sharp(large).rotate(270).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const upright = await decodePhoto(sideways);
    expect([upright.width, upright.height]).toEqual([1280, 960]);
    const face = await largestFace(upright);
    const scale = 1280 / 4000;
    const expected = collins.points.map(([x, y]): Point => [
      (500 + (x * 3000) / 512) * scale,
      ((y * 3000) / 512) * scale,
    ]);
    expect(farthest(face.points, expected)).toBeLessThan(0.05);
  });

  it.each([-35, -20, 20, 35])('says within 8 degrees that a head is turned by %i', async (degrees) => {
    const face = await largestFace(turnedHead(astronaut, collins.mesh, { yaw: degrees }));
    expect(Math.abs(face.pose.yaw - degrees)).toBeLessThan(8);
  });

  it('finds nobody on a wall, nor in noise', async () => {
    const wall = { width: 300, height: 200, data: new Uint8Array(300 * 200 * 3).fill(170) };
    const noise = { ...wall, data: Uint8Array.from(wall.data, (_, i) => (i * i * 7 + i * 31) % 251) };
    expect(await photoFaces.find(wall)).toEqual([]);
    expect(await photoFaces.find(noise)).toEqual([]);
  });

  it('answers for a panorama and for a strip one face high', async () => {
    const strip = await photo('astronaut', (p) => p.extract({ left: 0, top: 40, width: 512, height: 150 }));
    expect(await photoFaces.find(strip)).toHaveLength(1);
    const panorama = await photo('astronaut', (p) =>
      p.extend({ left: 1500, right: 1500, background: '#777777' }),
    );
    expect(await photoFaces.find(panorama)).toHaveLength(1);
  });
});
