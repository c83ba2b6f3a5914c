/** @file One person is like themselves in another photo, and unlike others. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { euclideanDistance, type FaceEmbedder, likeness } from '../../../src/face/likeness.ts';
import { type MeshedFace, openPhotoJudge, PHOTO_LIKENESS } from '../../../src/face/photo/descriptor.ts';
import { openPhotoFaces, type PhotoFaces } from '../../../src/face/photo/photo-faces.ts';
import type { RgbImage } from '../../../src/image/rgb-image.ts';
import { photo, type PhotoName } from './photos.ts';

let photoFaces: PhotoFaces;
let judge: FaceEmbedder<MeshedFace>;

async function embedded(image: RgbImage): Promise<Float32Array> {
  const [face] = await photoFaces.find(image);
  if (face === undefined) throw new Error('no face');
  const [vector = new Float32Array()] = await judge.embed([{ image, mesh: face.mesh }]);
  return vector;
}

type Change = Parameters<typeof photo>[1];

const CHANGES: Readonly<Record<string, Change>> = {
  'as it is': (picture) => picture,
  mirrored: (picture) => picture.flop(),
  'half the light': (picture) => picture.linear(0.5, 0),
  tilted: (picture) => picture.rotate(-20, { background: '#808080' }),
  'black and white': (picture) => picture.greyscale(),
  shrunk: (picture) => picture.resize(300),
  'compressed hard': (picture) => picture.jpeg({ quality: 30 }),
  'out of focus': (picture) => picture.blur(1.2),
};
const PEOPLE: readonly PhotoName[] = ['astronaut', 'grace-hopper'];

const vectors = new Map<PhotoName, Float32Array[]>();

beforeAll(async () => {
  [photoFaces, judge] = await Promise.all([openPhotoFaces(), openPhotoJudge()]);
  for (const name of PEOPLE) {
    const list: Float32Array[] = [];
    for (const change of Object.values(CHANGES)) list.push(await embedded(await photo(name, change)));
    vectors.set(name, list);
  }
  vectors.set('cameraman', [await embedded(await photo('cameraman'))]);
}, 180_000);
afterAll(async () => {
  await Promise.all([photoFaces.close(), judge.close()]);
});

describe('likeness of photographed faces', () => {
  it.each(PEOPLE)('is above 95 for every changed copy of %s', (name) => {
    const [first = new Float32Array(), ...others] = vectors.get(name) ?? [];
    expect(others).toHaveLength(Object.keys(CHANGES).length - 1);
    for (const other of others) expect(likeness(PHOTO_LIKENESS, first, other)).toBeGreaterThan(95);
  });

  it('is below 50 for different people, and no two changed copies of theirs reach 60', () => {
    const people = [...vectors.values()];
    people.forEach((one, i) => {
      for (const other of people.slice(i + 1)) {
        const [first = new Float32Array(), second = new Float32Array()] = [one[0], other[0]];
        expect(likeness(PHOTO_LIKENESS, first, second)).toBeLessThan(50);
        for (const a of one) for (const b of other) expect(likeness(PHOTO_LIKENESS, a, b)).toBeLessThan(60);
      }
    });
  });

  it('is 100 with itself, 50 at the threshold and falls with every step away', () => {
    const zero = Float32Array.of(0, 0);
    const at = (distance: number): number => likeness(PHOTO_LIKENESS, zero, Float32Array.of(distance, 0));
    expect(at(0)).toBeGreaterThan(99.9);
    expect(at(0.6)).toBeCloseTo(50, 3);
    expect([0.1, 0.3, 0.5, 0.7, 0.9].map(at)).toEqual(
      [0.1, 0.3, 0.5, 0.7, 0.9].map(at).sort((a, b) => b - a),
    );
  });

  it('refuses vectors of two judges', () => {
    expect(() => euclideanDistance(new Float32Array(128), new Float32Array(64))).toThrow('128 and 64');
  });
});
