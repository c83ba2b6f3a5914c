/** @file Stable Diffusion 2.1's blocks and latents at a tenth of its width draw 512 x 512 and other aspects. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPipeline, type Pipeline } from '../../src/pipeline/pipeline.ts';
import { goldenWord, writeStableDiffusionLayout } from '../helpers/stable-diffusion-layout.ts';

let root: string;
let pipeline: Pipeline;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sizes-'));
  const folder = await writeStableDiffusionLayout(join(root, 'sd'), { withRealShapes: true });
  pipeline = await openPipeline(folder, { session: { threads: 1 }, mostSessions: 2 });
}, 120_000);
afterAll(async () => {
  await pipeline.close();
  rmSync(root, { recursive: true });
});

it.each([
  { width: 512, height: 512 },
  { width: 576, height: 320 },
  { width: 256, height: 448 },
])(
  'draws $width x $height',
  async (size) => {
    const [picture] = await pipeline.textToImage({
      prompt: 'S* as a chef',
      pseudoWords: { 'S*': goldenWord() },
      steps: 1,
      guidanceScale: 1,
      seed: 1,
      ...(size.width === 512 ? {} : size),
    });
    expect(picture?.image).toMatchObject(size);
    expect(picture?.settings).toMatchObject(size);
    expect(new Set(picture?.image.data).size).toBeGreaterThan(30);
  },
  120_000,
);

it('refuses a side that the network cannot halve three times, naming the multiple', async () => {
  await expect(pipeline.textToImage({ prompt: 'a', width: 520 })).rejects.toThrow(/multiple of 64/);
});
