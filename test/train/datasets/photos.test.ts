/** @file A folder of photographs as training data: what is on its list, whose face is taken, and how caches are named. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodePng } from '../../../src/image/encode-png.ts';
import { middleSquare } from '../../../src/image/middle-square.ts';
import { rasterise } from '../../../src/image/rasterise.ts';
import { compose } from '../../../src/toon/compose.ts';
import { identityOf } from '../../../src/toon/identity.ts';
import { landmarksOf } from '../../../src/toon/landmarks.ts';
import { portraitShotOf } from '../../../src/toon/shot.ts';
import { backboneOf } from '../../../src/train/backbone.ts';
import { featureFileOf } from '../../../src/train/datasets/face-features.ts';
import {
  latentFileOf,
  latentShapeOf,
  openLatents,
  pictureSideOf,
  prepareDrawnLatents,
} from '../../../src/train/datasets/latents.ts';
import { openPhotos, photoList, photoSetOf, preparePhotos } from '../../../src/train/datasets/photos.ts';
import { portraitSetId, type PortraitSet } from '../../../src/train/datasets/portraits.ts';
import { tripletFilesOf, TRIPLETS_FILE } from '../../../src/train/datasets/triplets.ts';
import { weightsDigest } from '../../../src/train/datasets/weights-digest.ts';
import { shardWeights, writeTinyBundle } from '../../helpers/tiny-bundle.ts';

const DETECTOR = { faces: 'drawn', detectorFolder: 'weights/toon/face_detector' } as const;
const SEED = 4_100_000_026;
const SIZE = 256;

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'photos-'));
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = mkdtempSync(join(root, 'folder-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

async function drawnFace(seed: number): Promise<Uint8Array> {
  const sitter = { identity: identityOf(seed), shot: portraitShotOf(seed) };
  return encodePng(await rasterise(compose({ ...sitter, context: {}, style: 'plain' }, SIZE), SIZE), {});
}

describe('a list of photographs', () => {
  it('has the pictures of all folders in one order, and nothing else', () => {
    const folder = folderOf({
      'b.JPG': '',
      'a.png': '',
      'c/1.webp': '',
      'c/d/2.jpeg': '',
      'B.jpg': '',
      'notes.txt': '',
      'c/2.gif': '',
    });
    mkdirSync(join(folder, 'folder.jpg'));
    expect(photoList(folder)).toEqual(['B.jpg', 'a.png', 'b.JPG', 'c/1.webp', 'c/d/2.jpeg']);
  });

  it('that would be empty is refused with what to give', () => {
    expect(() => photoSetOf(folderOf({ 'notes.txt': '' }), DETECTOR)).toThrow(/no pictures.*--faces takes/);
    expect(() => photoSetOf(join(root, 'nowhere'), DETECTOR)).toThrow(/cannot be read: --faces takes/);
  });

  it('is another set when a file changes or faces are found otherwise, and the same when nothing does', () => {
    const folder = folderOf({ 'a.jpg': 'one' });
    const before = photoSetOf(folder, DETECTOR).id;
    expect(photoSetOf(folder, DETECTOR).id).toBe(before);
    expect(photoSetOf(folder, { faces: 'any', detectorFolder: undefined }).id).not.toBe(before);
    utimesSync(join(folder, 'a.jpg'), 1, 1);
    expect(photoSetOf(folder, DETECTOR).id).not.toBe(before);
  });
});

it('takes the photographs that show one face well, with its landmarks, and counts the others', async () => {
  const noise = { width: 80, height: 80, data: new Uint8Array(80 * 80 * 3).fill(90) };
  const folder = folderOf({
    '1-grey.png': await encodePng(noise, {}),
    '2-broken.jpg': 'this is no picture',
    '3/face.png': await drawnFace(SEED),
  });
  const set = photoSetOf(folder, DETECTOR);
  const cacheFolder = join(root, 'cache');
  await preparePhotos(set, cacheFolder, () => undefined);
  const photos = openPhotos(set, cacheFolder);
  expect(photos).toMatchObject({ count: 1, leftOut: 2 });
  const { image, points } = await photos.read(0);
  expect(image).toMatchObject({ width: SIZE, height: SIZE });
  const drawn = landmarksOf({ identity: identityOf(SEED), shot: portraitShotOf(SEED) }, SIZE).points;
  const off = points.map(([x, y], i) => Math.hypot(x - (drawn[i]?.[0] ?? 0), y - (drawn[i]?.[1] ?? 0)));
  // The detector's landmarks are off by 2.6 of 128 pixels.
  expect(Math.max(...off)).toBeLessThan(0.08 * SIZE);
});

it('finds faces as registration does where a bundle has no detector of its own: a man seen from the side is left out', async () => {
  const set = photoSetOf('test/golden/photos', { faces: 'any', detectorFolder: undefined });
  const cacheFolder = join(root, 'cache');
  await preparePhotos(set, cacheFolder, () => undefined);
  const photos = openPhotos(set, cacheFolder);
  expect(photos).toMatchObject({ count: 2, leftOut: 1 });
  const { image, points } = await photos.read(0);
  // The astronaut's, who looks at the camera: her nose is below and between her eyes.
  expect(image).toMatchObject({ width: 512, height: 512 });
  const [left, right, nose] = points;
  expect(nose[0]).toBeGreaterThan(left[0]);
  expect(nose[0]).toBeLessThan(right[0]);
  expect(nose[1]).toBeGreaterThan(Math.max(left[1], right[1]));
});

it('cuts the middle square out of a picture, or the one around a place as far as the edges allow', () => {
  // Five pixels in a row above five others, each telling its column and its row.
  const data = Uint8Array.from({ length: 30 }, (_, i) => Math.floor(i / 3));
  const columns = (around?: readonly [number, number]): number[] => {
    const square = middleSquare({ width: 5, height: 2, data }, around);
    return [0, 1, 2, 3].map((pixel) => square.data[3 * pixel] ?? -1);
  };
  expect(columns()).toEqual([1, 2, 6, 7]);
  expect(columns([3, 1])).toEqual([2, 3, 7, 8]);
  expect(columns([0, 0])).toEqual([0, 1, 5, 6]);
  expect(columns([9, 1])).toEqual([3, 4, 8, 9]);
});

describe('caches', () => {
  const set: PortraitSet = { name: 'faces', people: 12_000, perPerson: 1 };
  const sha256 = (...paths: readonly string[]): string => {
    const hash = createHash('sha256');
    for (const path of paths) hash.update(readFileSync(path));
    return hash.digest('hex');
  };

  it('of the embedded bundle keep their names: whoever has them need not make them again', () => {
    const vae = 'weights/toon/vae/diffusion_pytorch_model.safetensors';
    const face = 'weights/toon/face_vit/model.safetensors';
    const common = {
      set,
      vaeFolder: 'weights/toon/vae',
      side: pictureSideOf('weights/toon'),
      cacheFolder: '',
    };
    const backbone = backboneOf('weights/toon', 'vit');
    const id = portraitSetId(set);
    expect(latentFileOf(common)).toBe(`latents/${id}-${sha256(vae).slice(0, 12)}.f32`);
    expect(featureFileOf({ ...common, backbone })).toBe(`features/${id}-${sha256(face).slice(0, 12)}.f32`);
    const folder = folderOf({ [TRIPLETS_FILE]: '{}\n' });
    const list = join(folder, TRIPLETS_FILE);
    expect(tripletFilesOf({ ...common, folder, backbone })).toEqual(
      [face, vae].map((weights) => `triplets/${sha256(list, weights).slice(0, 16)}.safetensors`),
    );
  });

  it('follow the side of what a bundle draws: latents, their shape and the name', async () => {
    const bundle = await writeTinyBundle(join(root, 'tiny'));
    const vaeFolder = join(bundle, 'vae');
    // 32 latent places of two pixels.
    expect(pictureSideOf(bundle)).toBe(64);
    expect(latentShapeOf(vaeFolder, 64)).toEqual([4, 32, 32]);
    expect(latentFileOf({ set, vaeFolder, side: 64, cacheFolder: '' })).toContain('-64px-');
    const few = { set: { ...set, people: 2 }, vaeFolder, side: 64, cacheFolder: join(root, 'cache') };
    await prepareDrawnLatents(few, 'faces', () => undefined);
    const latents = openLatents(few);
    expect(latents.bytes).toBe(4 * 4 * 32 * 32);
    const [one, other] = [0, 1].map((index) => {
      const values = new Float32Array(4 * 32 * 32);
      latents.read(index, new Uint8Array(values.buffer));
      return values;
    });
    expect(one?.every(Number.isFinite)).toBe(true);
    expect(one).not.toEqual(other);
    latents.close();
    expect(pictureSideOf('weights/toon')).toBe(128);
    expect(latentShapeOf('weights/toon/vae', 128)).toEqual([8, 16, 16]);
  });

  it('are named by all shards of a model', async () => {
    const bundle = shardWeights(await writeTinyBundle(join(root, 'sharded')));
    const before = weightsDigest(join(bundle, 'vae'));
    expect(before).toMatch(/^[0-9a-f]{12}$/);
    const shard = join(bundle, 'vae/diffusion_pytorch_model-00002-of-00002.safetensors');
    const bytes = readFileSync(shard);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(shard, bytes);
    expect(weightsDigest(join(bundle, 'vae'))).not.toBe(before);
  });
});
