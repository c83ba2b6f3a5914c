/** @file A photo becomes a pseudo word, or a sentence about what to do better. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSafetensors, readTensor } from '../../src/checkpoint/safetensors.ts';
import { writeSafetensors } from '../../src/checkpoint/write-safetensors.ts';
import { CheckpointError } from '../../src/errors.ts';
import type { FivePoints } from '../../src/face/template.ts';
import { decodeImage } from '../../src/image/decode-image.ts';
import type { RgbImage } from '../../src/image/rgb-image.ts';
import { openPipeline, type Pipeline } from '../../src/pipeline/pipeline.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { float32 } from '../../src/tensor/tensor.ts';
import { photo } from '../face/photo/photos.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';

let root = '';
let pipeline: Pipeline;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'identity-'));
  pipeline = await openPipeline(await writeTinyBundle(root), { session: { threads: 1 } });
}, 60_000);
afterAll(async () => {
  await pipeline.close();
  await rm(root, { recursive: true });
});

const points: FivePoints = [
  [50, 52],
  [78, 52],
  [64, 68],
  [53, 85],
  [75, 85],
];

const picture = (seed: number): RgbImage => {
  const random = seededRandom(seed);
  return {
    width: 128,
    height: 128,
    data: Uint8Array.from({ length: 128 * 128 * 3 }, () => random.below(256)),
  };
};

/** The picture and its landmarks, moved right and down by whole pixels on a larger grey canvas. */
function moved({ data }: RgbImage, by: number): { image: RgbImage; points: FivePoints } {
  const size = 128 + by;
  const canvas = new Uint8Array(size * size * 3).fill(128);
  for (let y = 0; y < 128; y++) canvas.set(data.subarray(y * 384, (y + 1) * 384), ((y + by) * size + by) * 3);
  const [a, b, c, d, e] = points.map(([x, y]) => [x + by, y + by] as const);
  if (!a || !b || !c || !d || !e) throw new Error('five points');
  return { image: { width: size, height: size, data: canvas }, points: [a, b, c, d, e] };
}

describe('encodeFace', () => {
  it('gives k vectors as wide as the text encoder, the same for the same face', async () => {
    const word = await pipeline.identity.encodeFace(picture(1), points);
    expect(word).toMatchObject({ count: 2, width: 32 });
    expect(word.vectors).toHaveLength(64);
    expect(new Set(word.vectors).size).toBeGreaterThan(60);
    expect(await pipeline.identity.encodeFace(picture(1), points)).toEqual(word);
  }, 60_000);

  it('does not depend on where in the picture the face is', async () => {
    const word = await pipeline.identity.encodeFace(picture(1), points);
    const elsewhere = moved(picture(1), 40);
    const { vectors } = await pipeline.identity.encodeFace(elsewhere.image, elsewhere.points);
    vectors.forEach((value, i) => {
      expect(value).toBeCloseTo(word.vectors[i] ?? NaN, 3);
    });
  });

  it('tells faces apart', async () => {
    const [a, b] = [picture(1), picture(2)];
    const word = await pipeline.identity.encodeFace(a, points);
    expect(await pipeline.identity.encodeFace(b, points)).not.toEqual(word);
  });
});

it('reads a face ViT inside a classifier as it reads one alone', async () => {
  const folder = await writeTinyBundle(join(root, 'classifier'));
  const path = join(folder, 'face_vit/model.safetensors');
  const file = openSafetensors(path);
  const tensors = [...file.entries.keys()].map((key) => [`vit.${key}`, readTensor(file, key)] as const);
  const unused = ['vit.pooler.dense.weight', 'classifier.weight', 'classifier.bias'];
  writeSafetensors(path, new Map([...tensors, ...unused.map((key) => [key, float32([2, 16])] as const)]));
  const classifier = await openPipeline(folder, { session: { threads: 1 } });
  expect(await classifier.identity.encodeFace(picture(1), points)).toEqual(
    await pipeline.identity.encodeFace(picture(1), points),
  );
  await classifier.close();
}, 60_000);

describe('encode with a bundle without a face_detector, which is one of photographs', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await writeTinyBundle(join(root, 'photographs'));
    await rm(join(folder, 'face_detector'), { recursive: true });
  });

  it('finds the photographed face, and coaches as for photographs', async () => {
    const photographs = await openPipeline(folder, { session: { threads: 1 } });
    const portrait = await photo('grace-hopper');
    const { face, pseudoWord } = await photographs.identity.encode(portrait);
    expect(face.points[0][0]).toBeLessThan(face.points[1][0]);
    expect(pseudoWord).toEqual(await photographs.identity.encodeFace(portrait, face.points));
    const dark = await photo('grace-hopper', (bright) => bright.linear(0.1, 0));
    await expect(photographs.identity.encode(dark)).rejects.toMatchObject({ id: 'face-too-dark' });
    await photographs.close();
  }, 60_000);

  it('is refused where the bundle says that it knows drawn faces', async () => {
    await writeTinyBundle(join(root, 'drawn'), { settings: { faces: 'drawn' } });
    await rm(join(root, 'drawn/face_detector'), { recursive: true });
    await expect(openPipeline(join(root, 'drawn'))).rejects.toThrow(/drawn faces.*face_detector/u);
  });
});

describe('encode', () => {
  it('refuses what is no drawn face where the bundle says that it knows drawn ones', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drawn-'));
    await writeTinyBundle(folder, { settings: { faces: 'drawn' } });
    await cp('weights/toon/face_detector', join(folder, 'face_detector'), { recursive: true });
    const drawn = await openPipeline(folder, { session: { threads: 1 } });
    const photograph = await decodeImage(
      await readFile('node_modules/@vladmandic/face-api/demo/sample6.jpg'),
    );
    await expect(drawn.identity.encode(photograph)).rejects.toThrow(/drawn faces? .*portrait maker/);
    await drawn.close();
    await rm(folder, { recursive: true });
  }, 60_000);

  it('either finds a face that serves or refuses with a reason', async () => {
    const image = { width: 300, height: 200, data: new Uint8Array(300 * 200 * 3).fill(90) };
    const result = await pipeline.identity.encode(image).catch((error: unknown) => error);
    // An untrained detector sees faces anywhere or nowhere; a plain grey picture never serves.
    expect(result).toMatchObject({
      name: 'UserError',
      id: expect.stringMatching(/^(no-face|two-faces|face-)/u) as string,
    });
  }, 60_000);

  it('says that a bundle has no ID encoder', async () => {
    const folder = join(root, 'without');
    const plain = await openPipeline(await writeTinyBundle(folder, { withoutIdentity: true }));
    await expect(plain.identity.encode(picture(1))).rejects.toThrow(CheckpointError);
    await plain.close();
  });
});
