/** @file The two backbones of table 2: what each looks at, and that cached features are those of a live look. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createParameters, initialise, storedTensors } from '../../src/checkpoint/parameter-scope.ts';
import { saveModel } from '../../src/checkpoint/model-folder.ts';
import { CheckpointError } from '../../src/errors.ts';
import type { FivePoints } from '../../src/face/template.ts';
import { input } from '../../src/graph/graph.ts';
import { imageEmbedding, type ImageTextConfig } from '../../src/models/image-text.ts';
import { IMAGE_TEXT } from '../../src/models/kinds.ts';
import { toonImageText, toonPromptJudge } from '../../src/models/presets/toon.ts';
import { drawLocated, specOf } from '../../src/evaluate/people.ts';
import { identificationTop1 } from '../../src/evaluate/tables/identification.ts';
import { backboneOf, featureSizesOf, IMAGE_TEXT_FOLDER, openBackbone } from '../../src/train/backbone.ts';
import { configOf } from '../../src/train/recipes/id-encoder-warm-start.ts';
import { openTriplets } from '../../src/train/datasets/identity-samples.ts';
import { prepareTriplets, TRIPLETS_FILE } from '../../src/train/datasets/triplets.ts';
import { encodePng } from '../../src/image/encode-png.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';
import { writeFileSync } from 'node:fs';

let root: string;
let bundle: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'backbone-'));
  bundle = await writeTinyBundle(join(root, 'tiny'));
  writeEye(join(bundle, IMAGE_TEXT_FOLDER), toonImageText(50));
}, 60_000);
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** The image tower of an image-text model with first weights. */
function writeEye(folder: string, config: ImageTextConfig): void {
  const { scope, parameters } = createParameters();
  const { image_size: size } = config;
  imageEmbedding(scope, config, input('image', { dtype: 'float32', shape: [1, 3, size, size] }));
  saveModel(folder, IMAGE_TEXT, config, storedTensors(parameters, initialise(parameters, 'eye')));
}

const mirrored = (points: FivePoints): FivePoints => {
  const [a, b, c, d, e] = points;
  return [b, a, c, e, d];
};

describe('a backbone', () => {
  it('gives CLS embeddings of the quarters of its depth and a last vector, as wide as the encoder expects', () => {
    const vit = backboneOf(bundle, 'vit');
    expect(featureSizesOf(vit)).toEqual([16, 16, 16, 16, 24]);
    const clip = backboneOf(bundle, 'clip');
    expect(clip.config.taps).toEqual([2, 3, 5, 6]);
    expect(featureSizesOf(clip)).toEqual([128, 128, 128, 128, 128]);
    const encoder = configOf({ words: 1, scales: 'last', backbone: 'clip' }, bundle);
    expect(encoder).toMatchObject({ feature_sizes: featureSizesOf(clip), words: 1, scales: 'last' });
  });

  it('sees the aligned face as the ViT and the whole picture as CLIP', async () => {
    const { image, points } = await drawLocated(specOf(1_000_000, 0));
    const other = await drawLocated(specOf(1_000_001, 0));
    for (const name of ['vit', 'clip'] as const) {
      const { featuresOf, close } = await openBackbone(backboneOf(bundle, name));
      const features = await featuresOf(image, points);
      expect(features.every(Number.isFinite), name).toBe(true);
      expect(await featuresOf(other.image, points), name).not.toEqual(features);
      const turned = await featuresOf(image, mirrored(points));
      if (name === 'vit') expect(turned).not.toEqual(features);
      else expect(turned).toEqual(features);
      await close();
    }
  });

  it('that is not there, or has convolutions for an eye, is refused by its folder', async () => {
    const without = await writeTinyBundle(join(root, 'without'), { seed: 2 });
    expect(() => backboneOf(without, 'clip')).toThrow(CheckpointError);
    writeEye(join(without, IMAGE_TEXT_FOLDER), toonPromptJudge(50));
    expect(() => backboneOf(without, 'clip')).toThrow(/not a vision transformer/);
  });

  it('finds people again by its last vector, more often than chance even with first weights', async () => {
    const seeds = Array.from({ length: 10 }, (_, i) => 1_000_000 + i);
    const { value, low, high } = await identificationTop1(backboneOf(bundle, 'clip'), seeds, 1);
    expect(low).toBeLessThanOrEqual(value);
    expect(high).toBeGreaterThanOrEqual(value);
    expect(value).toBeGreaterThan(0.1);
    expect(value).toBeLessThanOrEqual(1);
  });

  it('keeps the features and latents of triplets apart, so that both backbones share the latents', async () => {
    const folder = mkdtempSync(join(root, 'triplets-'));
    const { image, points } = await drawLocated(specOf(1_000_000, 0));
    writeFileSync(join(folder, 'face.png'), await encodePng(image));
    const triplet = {
      face: 'face.png',
      points,
      prompt: 'S* as a chef',
      image: 'face.png',
      identity: 1,
      text: 1,
    };
    writeFileSync(join(folder, TRIPLETS_FILE), `${JSON.stringify(triplet)}\n`);
    const common = { folder, vaeFolder: 'weights/toon/vae', cacheFolder: join(root, 'cache') };
    const told: number[] = [];
    for (const name of ['vit', 'clip'] as const) {
      const backbone = backboneOf(bundle, name);
      await prepareTriplets({ ...common, backbone }, (done) => told.push(done));
      const { featuresOf } = await openBackbone(backbone);
      const sample = openTriplets({ ...common, backbone }).read(0, seededRandom(1));
      expect(sample.features).toEqual(await featuresOf(image, points));
      expect(sample).toMatchObject({ prompt: 'S* as a chef' });
      expect(sample.clean).toHaveLength(8 * 16 * 16);
    }
    // Two faces read, one picture encoded.
    expect(told).toHaveLength(3);
  });
});
