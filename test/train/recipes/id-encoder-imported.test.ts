/** @file An encoder for an imported bundle: trained from nothing on a folder of pictures, then used. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { openSafetensors, readTensor } from '../../../src/checkpoint/safetensors.ts';
import { decodeImage } from '../../../src/image/decode-image.ts';
import { encodePng } from '../../../src/image/encode-png.ts';
import { rasterise } from '../../../src/image/rasterise.ts';
import type { RgbImage } from '../../../src/image/rgb-image.ts';
import { runSubcommand } from '../../../src/main/subcommands.ts';
import { startingWordKeys } from '../../../src/models/id-encoder.ts';
import { openBundle } from '../../../src/pipeline/bundle.ts';
import { readIdentityFile } from '../../../src/pipeline/identity-file.ts';
import { compose } from '../../../src/toon/compose.ts';
import { identityOf } from '../../../src/toon/identity.ts';
import { landmarksOf } from '../../../src/toon/landmarks.ts';
import { portraitShotOf } from '../../../src/toon/shot.ts';
import { encodeText } from '../../../src/tokenizer/tokenizer.ts';
import { parseCurve } from '../../../src/train/curve.ts';
import { nameLengthOf } from '../../../src/train/name-length.ts';
import { configOf } from '../../../src/train/recipes/id-encoder-warm-start.ts';
import { recipe } from '../../../src/train/recipes/id-encoder.ts';
import { readTokenEmbeddings } from '../../../src/train/token-embeddings.ts';
import { writeStableDiffusionLayout } from '../../helpers/stable-diffusion-layout.ts';

const SIZE = 256;
const sitterOf = (seed: number) => ({ identity: identityOf(seed), shot: portraitShotOf(seed) });
const drawn = (seed: number): Promise<RgbImage> =>
  rasterise(compose({ ...sitterOf(seed), context: {}, style: 'plain' }, SIZE), SIZE);

let root: string;
let bundle: string;
let noted: string;
const at = (name: string): string => join(root, name);

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'imported-'));
  vi.stubEnv('HOME', root);
  vi.stubEnv('DATA_FOLDER', at('data'));
  vi.stubEnv('THREADS', '1');
  // As an operator leaves it: published folders in shards, a face ViT and, as no photo is committed, a detector of drawn faces.
  bundle = await writeStableDiffusionLayout(at('sd'), { withEncoder: true });
  rmSync(join(bundle, 'id_encoder'), { recursive: true });
  writeFileSync(join(bundle, 'dreamidentity.json'), JSON.stringify({ faces: 'drawn', steps: 2 }));
  mkdirSync(at('faces/more'), { recursive: true });
  for (const seed of [1, 2, 3])
    writeFileSync(at(`faces/${seed}.png`), await encodePng(await drawn(seed), {}));
  writeFileSync(at('faces/more/wide.png'), await encodePng(widened(await drawn(4)), {}));
  writeFileSync(at('faces/more/broken.jpg'), 'no picture');
  mkdirSync(at('triplets'));
  writeFileSync(at('triplets/face.png'), await encodePng(await drawn(5), {}));
  const { points } = landmarksOf(sitterOf(5), SIZE);
  const triplet = {
    face: 'face.png',
    points,
    prompt: 'S* as a chef',
    image: 'face.png',
    identity: 1,
    text: 1,
  };
  writeFileSync(at('triplets/triplets.jsonl'), `${JSON.stringify(triplet)}\n`);
}, 120_000);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});
beforeEach(() => {
  noted = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    noted += String(text);
    return true;
  });
});

/** The portrait at the right of a grey wall half as wide as itself. */
function widened({ width, height, data }: RgbImage): RgbImage {
  const wall = width >> 1;
  const wide = new Uint8Array(3 * (wall + width) * height).fill(200);
  for (let y = 0; y < height; y++) {
    wide.set(data.subarray(3 * y * width, 3 * (y + 1) * width), 3 * (y * (wall + width) + wall));
  }
  return { width: wall + width, height, data: wide };
}

const train = (...words: readonly string[]): Promise<unknown> =>
  runSubcommand(['train', 'id-encoder', '--preset', 'paper', ...words]);

const curveOf = (run: string) => parseCurve(readFileSync(join(run, 'curve.csv'), 'utf8'));

it('is refused with what to give, before anything is made', async () => {
  await expect(train('--faces', at('faces'))).rejects.toThrow(/--bundle FOLDER is missing/);
  await expect(train('--bundle', bundle, '--triplets', at('triplets'))).rejects.toThrow(
    /--faces FOLDER is missing/,
  );
  await expect(train('--bundle', bundle, '--faces', at('faces'))).rejects.toThrow(
    /--triplets FOLDER is missing/,
  );
  expect(existsSync(join(bundle, 'id_encoder'))).toBe(false);
});

it('begins as the word "person", beside a vocabulary that knows none of our celebrities', async () => {
  const context = { cacheFolder: at('cache'), onProgress: () => undefined };
  const first = await recipe.initial?.({ ...recipe.presets.v0, bundle }, context);
  const { data, rows, width } = readTokenEmbeddings(bundle);
  const [id = 0] = encodeText((await openBundle(bundle)).tokenizer, 'person');
  const keys = startingWordKeys(configOf(recipe.presets.v0, bundle));
  for (const key of keys) expect(first?.get(key)).toEqual(data.slice(id * width, (id + 1) * width));
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += Math.hypot(...data.subarray(row * width, (row + 1) * width));
  expect(nameLengthOf(bundle, 3000)).toBeCloseTo(sum / rows, 5);
});

it('learns on pictures and triplets, goes on later, and then makes an S* to draw with', async () => {
  const run = at('run');
  const given = ['--bundle', bundle, '--faces', at('faces'), '--triplets', at('triplets')];
  const small = ['--batch', '4', '--accumulate', '2', '--workers', '1', '--folder', run];
  await train(...given, ...small, '--steps', '3');
  expect(noted).toContain('4 photographs show one face well; 1 do not');
  const begun = curveOf(run);
  expect(begun).toHaveLength(3);
  // At first every word is "person", whoever is seen.
  const { data, width } = readTokenEmbeddings(bundle);
  const [id = 0] = encodeText((await openBundle(bundle)).tokenizer, 'person');
  const person = Math.hypot(...data.subarray(id * width, (id + 1) * width));
  for (const name of ['length 1', 'length 2']) {
    expect(begun[0]?.metrics[name]).toBeCloseTo(person / nameLengthOf(bundle, 0), 4);
  }
  const weights = join(bundle, 'id_encoder/model.safetensors');
  const words = () => readTensor(openSafetensors(weights), 'words.0.layers.1.weight').data;
  const before = words();
  await train(...given, ...small, '--steps', '5', '--resume');
  expect(curveOf(run)).toHaveLength(5);
  expect(curveOf(run).every(({ loss }) => Number.isFinite(loss) && loss > 0)).toBe(true);
  expect(words()).not.toEqual(before);
  cpSync(bundle, at('another'), { recursive: true });
  await expect(train(...given, ...small, '--bundle', at('another'), '--resume')).rejects.toThrow(
    /was trained for .*sd: give another --folder/,
  );

  vi.stubEnv('BUNDLE', bundle);
  const identity = at('me.safetensors');
  await runSubcommand(['encode', '--face', at('faces/1.png'), '--out', identity]);
  const { count, vectors } = readIdentityFile(readFileSync(identity), 32);
  expect(count).toBe(2);
  expect(vectors.every(Number.isFinite)).toBe(true);
  await runSubcommand([
    'imagine',
    '--identity',
    identity,
    '--prompt',
    'S* as a chef',
    '--out',
    at('chef.png'),
  ]);
  expect(await decodeImage(readFileSync(at('chef.png')))).toMatchObject({ width: 64, height: 64 });
}, 240_000);
