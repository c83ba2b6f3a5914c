/** @file A small face in a large photo is seen from nearer. */
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lookAt } from '../../../src/face/photo/look.ts';
import { openPhotoFaces, type PhotoFaces } from '../../../src/face/photo/photo-faces.ts';
import { judgePhoto } from '../../../src/face/photo/photo-quality.ts';
import { photoBytes } from './photos.ts';

let photoFaces: PhotoFaces;
beforeAll(async () => {
  photoFaces = await openPhotoFaces();
});
afterAll(() => photoFaces.close());

/** Collins, 512 pixels wide, somewhere in a wide grey landscape. */
const panorama = (width: number, left: number): Promise<Buffer> =>
  sharp(photoBytes('astronaut'))
    .extend({ left, right: width - 512 - left, background: '#777777' })
    .jpeg()
    .toBuffer();

it.each([
  ['upright', 1],
  ['as a camera on its side writes it', 6],
])('takes a face of 90 pixels in a panorama of 8,512, %s, and says where it lies', async (_, orientation) => {
  const upright = await panorama(8512, 6000);
  const file =
    orientation === 1
      ? upright
      : await sharp(upright).rotate(270).jpeg().withMetadata({ orientation }).toBuffer();
  const { image, faces, part } = await lookAt(file, photoFaces);
  const face = judgePhoto(image, faces);
  expect(face.box.right - face.box.left).toBeGreaterThan(80);
  const [x, y] = face.points[0];
  const scale = (part.width * 8512) / image.width;
  expect(part.left * 8512 + x * scale).toBeCloseTo(6000 + 203, -1);
  expect(part.top * 8512 + y * scale).toBeCloseTo(102, -1);
});

it('leaves a photo whole where nothing more is to be seen', async () => {
  const small = await lookAt(photoBytes('astronaut'), photoFaces);
  expect([small.image.width, small.part.width]).toEqual([512, 1]);
  const near = await sharp(photoBytes('astronaut')).resize(2400).jpeg().toBuffer();
  expect((await lookAt(near, photoFaces)).part.width).toBe(1);
});

it('does not choose between two people of one size', async () => {
  const hopper = await sharp(photoBytes('grace-hopper')).resize(250).toBuffer();
  const both = await sharp(await panorama(1800, 100))
    .composite([{ input: hopper, left: 1200, top: 0 }])
    .jpeg()
    .toBuffer();
  const { image, faces } = await lookAt(both, photoFaces);
  expect(() => judgePhoto(image, faces)).toThrow('more than one face');
});
