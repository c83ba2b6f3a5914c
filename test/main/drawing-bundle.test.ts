/** @file Orders to an opened bundle: what a member asked for is what the pipeline draws. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pictureMaker } from '../../src/main/drawing-bundle.ts';
import { openPipeline, type Pipeline } from '../../src/pipeline/pipeline.ts';
import type { Aspect } from '../../src/queue/imagine.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';

let root: string;
let pipeline: Pipeline;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'orders-'));
  pipeline = await openPipeline(await writeTinyBundle(join(root, 'tiny')), { session: { threads: 1 } });
}, 240_000);
afterAll(async () => {
  await pipeline.close();
  rmSync(root, { recursive: true });
});

it.each<[Aspect | undefined, number, number]>([
  [undefined, 64, 64],
  ['square', 64, 64],
  ['portrait', 64, 80],
  ['landscape', 80, 64],
])(
  'a picture of shape %s has %i x %i pixels',
  async (aspect, width, height) => {
    const identities = { 'S*': [new Float32Array(32), new Float32Array(32)] };
    const order = { prompt: 'S*', negativePrompt: '', count: 1, seed: 1, steps: 1, identities, aspect };
    const hooks = {
      signal: new AbortController().signal,
      onStep: () => undefined,
      onPreview: () => undefined,
    };
    const { pictures } = await pictureMaker(pipeline, 'tiny', () => undefined).draw(order, hooks);
    expect(pictures.map((one) => [one.width, one.height])).toEqual([[width, height]]);
  },
  240_000,
);
