/** @file Whether a place of a photo shows a person: face, hair and shoulders do, walls and what lies beyond the photo do not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VIEW_SIZE, wholeHead } from '../../../src/face/photo/face-view.ts';
import { openPersonFinder, type Person, type PersonFinder } from '../../../src/face/photo/person.ts';
import { openPhotoFaces, type PhotoFaces } from '../../../src/face/photo/photo-faces.ts';
import { applySimilarity, invertSimilarity, type Point } from '../../../src/face/similarity.ts';
import type { RgbImage } from '../../../src/image/rgb-image.ts';
import { photo } from './photos.ts';

let photoFaces: PhotoFaces;
let people: PersonFinder;
beforeAll(async () => {
  [photoFaces, people] = await Promise.all([openPhotoFaces(), openPersonFinder()]);
}, 120_000);
afterAll(() => Promise.all([photoFaces.close(), people.close()]));

/** The answer for places of the picture. */
async function personIn(image: RgbImage): Promise<Person> {
  const [face] = await photoFaces.find(image);
  if (face === undefined) throw new Error('no face');
  const person = await people.find(image, face.mesh);
  const toView = invertSimilarity(wholeHead(face.mesh, VIEW_SIZE));
  return (place) => person(applySimilarity(toView, place));
}

describe('the person in the astronaut’s photo', () => {
  it.each<[string, Point, boolean]>([
    ['her nose', [226, 120], true],
    ['the hair over her forehead', [225, 40], true],
    ['the hair beside her ear', [172, 115], true],
    ['the suit’s collar', [225, 215], true],
    ['the wall at her right', [140, 60], false],
    ['the wall at her left', [310, 60], false],
  ])('includes %s: %s, %s', async (_, place, expected) => {
    const person = await personIn(await photo('astronaut'));
    expect(person(place) > 0.5).toBe(expected);
  });

  it('ends where the photo ends', async () => {
    const left = 150;
    const person = await personIn(
      await photo('astronaut', (p) => p.extract({ left, top: 0, width: 160, height: 300 })),
    );
    expect(person([226 - left, 120])).toBeGreaterThan(0.9);
    expect(person([-25, 60])).toBeLessThan(0.5);
    expect(person([185, 60])).toBeLessThan(0.5);
  });
});
