/** @file The self-augmented set, made by the embedded bundle in a few steps a picture. */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { cosine } from '../../../src/evaluate/embedding.ts';
import { drawLocated, specOf } from '../../../src/evaluate/people.ts';
import { openPromptJudge } from '../../../src/evaluate/prompt-judge.ts';
import { resize } from '../../../src/image/resize.ts';
import { openPipeline, type Pipeline } from '../../../src/pipeline/pipeline.ts';
import { augment, type AugmentOptions } from '../../../src/train/augment/augment.ts';
import { readTriplets } from '../../../src/train/datasets/triplets.ts';
import { celebrityName } from '../../../src/toon/names.ts';

let pipeline: Pipeline;
let folder: string;

beforeAll(async () => {
  pipeline = await openPipeline('weights/toon');
});
afterAll(() => pipeline.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dreamidentity-augment-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const options: AugmentOptions = {
  names: [celebrityName(0), celebrityName(1)],
  prompts: ['S* as a chef', 'oil painting style, S* face'],
  seed: 7,
  steps: 3,
  keep: 0.5,
};
const bright = (image: { readonly data: Uint8Array }): Promise<number> =>
  Promise.resolve(image.data.reduce((sum, value) => sum + value, 0) / image.data.length / 255);

test('a stopped run goes on without making any picture twice, and ends as one that was never stopped', async () => {
  let made = 0;
  const stop = new AbortController();
  const counting = {
    ...options,
    onPicture: () => {
      if (++made === 3) stop.abort(new Error('stopped'));
    },
    signal: stop.signal,
  };
  await expect(augment(pipeline, bright, folder, counting)).rejects.toThrow('stopped');
  // A stop in the middle of a line.
  appendFileSync(join(folder, 'pictures.jsonl'), '{"kind":"edi');
  const { triplets, dropped, faceless } = await augment(pipeline, bright, folder, {
    ...options,
    onPicture: () => made++,
  });
  expect(made).toBe(2 + (2 - faceless) * 2);
  expect(triplets.length + dropped.length).toBe((2 - faceless) * 2);
  expect(readTriplets(folder)).toEqual(triplets);

  const whole = mkdtempSync(join(tmpdir(), 'dreamidentity-augment-'));
  const again = await augment(pipeline, bright, whole, options);
  expect(again.triplets).toEqual(triplets);
  for (const { image } of triplets) {
    expect(existsSync(join(folder, image))).toBe(true);
    expect(readFileSync(join(folder, image)).equals(readFileSync(join(whole, image)))).toBe(true);
  }
  rmSync(whole, { recursive: true });
});

test('a folder that holds another set is refused', async () => {
  const few = {
    ...options,
    names: options.names.slice(0, 1),
    prompts: options.prompts.slice(0, 1),
    steps: 2,
  };
  await augment(pipeline, bright, folder, few);
  await expect(augment(pipeline, bright, folder, { ...few, seed: 8 })).rejects.toThrow('give another --out');
});

test('a picture of another size scores about as it does at the size that the scorer learnt from', async () => {
  const scorer = await openPromptJudge('weights/toon/image_text');
  const { image } = await drawLocated(specOf(1_000_000, 0));
  const [own, larger, text] = [
    await scorer.embedImage(image),
    await scorer.embedImage(await resize(image, 320, 320)),
    await scorer.embedText('a person'),
  ];
  await scorer.close();
  expect(cosine(own, larger)).toBeGreaterThan(0.98);
  expect(cosine(larger, text)).toBeCloseTo(cosine(own, text), 1);
});

test('a bundle that has no encoder yet makes the set that its encoder will learn from', async () => {
  const plain = { textToImage: pipeline.textToImage, bundle: { ...pipeline.bundle, identity: undefined } };
  const one = {
    ...options,
    names: options.names.slice(0, 1),
    prompts: options.prompts.slice(0, 1),
    steps: 2,
    keep: 1,
  };
  const { triplets, dropped, faceless } = await augment(plain, bright, folder, one);
  expect(triplets.length + dropped.length).toBe(1 - faceless);
  const blind = { ...plain, bundle: { ...plain.bundle, face: undefined } };
  await expect(augment(blind, bright, folder, one)).rejects.toThrow(/without a face_vit/);
});
