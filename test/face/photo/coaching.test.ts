/** @file Every refusal of a photograph, each brought about by doing something to a real one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { MESH, meshPoint } from '../../../src/face/photo/mesh.ts';
import { openPhotoFaces, type PhotoFace, type PhotoFaces } from '../../../src/face/photo/photo-faces.ts';
import { judgePhoto } from '../../../src/face/photo/photo-quality.ts';
import type { RgbImage } from '../../../src/image/rgb-image.ts';
import { beside, drawnOver, photo } from './photos.ts';
import { turnedHead } from './turned.ts';

let photoFaces: PhotoFaces;
let astronaut: RgbImage;
let hopper: RgbImage;
let collins: PhotoFace;

async function onlyFace(image: RgbImage): Promise<PhotoFace> {
  const [face, ...others] = await photoFaces.find(image);
  if (face === undefined || others.length > 0)
    throw new Error(`${others.length} faces besides ${typeof face}`);
  return face;
}

/** The refusal's id and its sentence, or "serves". */
async function verdictOn(image: RgbImage): Promise<readonly [string, string?]> {
  try {
    judgePhoto(image, await photoFaces.find(image));
    return ['serves'];
  } catch (error) {
    if (error instanceof UserError) return [error.id, error.message];
    throw error;
  }
}

beforeAll(async () => {
  photoFaces = await openPhotoFaces();
  astronaut = await photo('astronaut');
  hopper = await photo('grace-hopper');
  collins = await onlyFace(astronaut);
}, 120_000);
afterAll(() => photoFaces.close());

describe('a photo that serves', () => {
  it.each<[string, () => Promise<RgbImage>]>([
    ['as it is', () => Promise.resolve(astronaut)],
    ['with glasses and an officer’s cap', () => Promise.resolve(hopper)],
    ['in black and white', () => photo('grace-hopper', (picture) => picture.greyscale())],
    ['tilted by 25 degrees', () => photo('astronaut', (picture) => picture.rotate(25))],
    ['in dim light', () => photo('astronaut', (picture) => picture.linear(0.4, 0))],
    ['half as large', () => photo('astronaut', (picture) => picture.resize(256))],
    ['a little out of focus', () => photo('astronaut', (picture) => picture.blur(1.5))],
    ['turned a little', () => Promise.resolve(turnedHead(astronaut, collins.mesh, { yaw: 15 }))],
  ])('is taken %s', async (_how, make) => {
    expect(await verdictOn(await make())).toEqual(['serves']);
  });
});

/** Places of Collins' face and the distance between her eyes. */
function places() {
  const at = (numbers: readonly number[]) => meshPoint(collins.mesh, numbers);
  const [left, right] = [at(MESH.leftEye), at(MESH.rightEye)];
  return { left, right, unit: right[0] - left[0], nose: at(MESH.noseTip), base: at(MESH.noseBase) };
}

const darkGlasses = (): string => {
  const { left, right, unit } = places();
  return [left, right]
    .map(([x, y]) => `<ellipse cx="${x}" cy="${y}" rx="${unit * 0.4}" ry="${unit * 0.32}" fill="#15151a"/>`)
    .join('');
};
const mask = (colour: string): string => {
  const { base, unit } = places();
  return `<ellipse cx="${base[0]}" cy="${base[1] + unit * 0.5}" rx="${unit}" ry="${unit * 0.7}" fill="${colour}"/>`;
};
const hand = (): string => mask('#c58f70');
const halfBehindLeaf = (): string =>
  `<rect x="${places().nose[0]}" width="300" height="512" fill="#3a7a3a"/>`;

/** What to do, by refusal. */
const ADVICE: Readonly<Record<string, RegExp>> = {
  'no-face': /no face .*\. Send a photo of one person, from the front/,
  'two-faces': /more than one face .*\. Send a photo of one person alone/,
  'face-too-small': /too small .*\. Come closer/,
  'face-cut-off': /cut off .*\. Send one that shows the whole face/,
  'face-turned-away': /turned away\. Look straight at the camera/,
  'face-too-dark': /too dark\. Turn towards a window or a lamp/,
  'face-too-bright': /too bright\. Step out of the glaring light/,
  'face-blurred': /blurred\. Hold the camera still/,
  'face-covered': /cannot make out .*\. Take off sunglasses, masks and hands/,
};

describe('a photo that does not serve', () => {
  const cropped = (left: number, top: number, width: number, height: number): Promise<RgbImage> =>
    photo('astronaut', (picture) => picture.extract({ left, top, width, height }));

  it.each<[string, string, () => Promise<RgbImage>]>([
    ['no-face', 'the hands and the helmet alone', () => cropped(256, 256, 256, 256)],
    ['two-faces', 'two people side by side', () => beside(astronaut, hopper)],
    ['face-too-small', 'the whole scene from afar', () => photo('astronaut', (p) => p.resize(170))],
    ['face-cut-off', 'half of the face beyond the edge', () => cropped(215, 0, 297, 400)],
    [
      'face-turned-away',
      'the head turned by 50 degrees',
      () => Promise.resolve(turnedHead(astronaut, collins.mesh, { yaw: 50 })),
    ],
    [
      'face-turned-away',
      'the chin lifted by 45 degrees',
      () => Promise.resolve(turnedHead(astronaut, collins.mesh, { pitch: 45 })),
    ],
    ['face-turned-away', 'a man looking to the side', () => photo('cameraman')],
    ['face-too-dark', 'a tenth of the light', () => photo('astronaut', (p) => p.linear(0.1, 0))],
    ['face-too-bright', 'flash from near', () => photo('astronaut', (p) => p.linear(2, 20))],
    ['face-blurred', 'a shaken camera', () => photo('astronaut', (p) => p.blur(4))],
    ['face-covered', 'dark glasses', () => drawnOver(astronaut, darkGlasses())],
    ['face-covered', 'a light-blue mask', () => drawnOver(astronaut, mask('#7fb2d9'))],
    ['face-covered', 'a black mask', () => drawnOver(astronaut, mask('#202022'))],
    ['face-covered', 'a hand over the mouth', () => drawnOver(astronaut, hand())],
    ['face-covered', 'a leaf over half of the face', () => drawnOver(astronaut, halfBehindLeaf())],
  ])('is refused as %s with what to do: %s', async (id, _what, make) => {
    const [found, sentence] = await verdictOn(await make());
    expect(found).toBe(id);
    expect(sentence).toMatch(ADVICE[id] ?? /never/);
  });
});
