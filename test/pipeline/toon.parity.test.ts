/** @file The embedded bundle draws what Python's StableDiffusionPipeline draws with it (test/golden/make-toon.py). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { SamplerName } from '../../src/diffusion/samplers/index.ts';
import { decodeImage } from '../../src/image/decode-image.ts';
import { readIdentityFile } from '../../src/pipeline/identity-file.ts';
import { openPipeline, type Pipeline } from '../../src/pipeline/pipeline.ts';
import { TOON_BUNDLE, TOON_PROMPT, TOON_SEED, toonDigests } from '../helpers/toon-golden.ts';

const golden = join(import.meta.dirname, '../golden/toon');
let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline(TOON_BUNDLE, { session: { threads: 1 } });
});
afterAll(async () => {
  await pipeline.close();
});

it('the goldens are of the bundle that is here; after another training they are made anew by make-toon.py', async () => {
  const text = await readFile(join(golden, 'made-from.json'), 'utf8');
  const { sha256 } = z.object({ sha256: z.record(z.string(), z.string()) }).parse(JSON.parse(text));
  expect(await toonDigests()).toEqual(sha256);
});

it.each<[SamplerName, number]>([
  ['ddim', 30],
  ['dpm++2m', 12],
  ['euler', 20],
])(
  'by %s in %i steps, the picture of S* is that of diffusers from the same noise',
  async (sampler, steps) => {
    const bytes = await readFile(join(golden, 'learned_embeds.safetensors'));
    const word = readIdentityFile(bytes, pipeline.bundle.textEncoder.config.hidden_size);
    const [picture] = await pipeline.textToImage({
      prompt: TOON_PROMPT,
      pseudoWords: { 'S*': word },
      seed: TOON_SEED,
      guidanceScale: 3,
      guidanceInterval: [0, 1000],
      sampler,
      steps,
    });
    const expected = await decodeImage(await readFile(join(golden, `${sampler}.png`)));
    expect(picture?.image).toMatchObject({ width: expected.width, height: expected.height });
    const sum = expected.data.reduce(
      (total, value, i) => total + Math.abs(value - (picture?.image.data[i] ?? NaN)),
      0,
    );
    expect(sum / expected.data.length).toBeLessThanOrEqual(1);
  },
  120_000,
);
