/**
 * @file Writes what make-pipeline.py starts from: `npx tsx test/golden/make-pipeline-bundle.ts FOLDER`. A tiny bundle in
 * Stable Diffusion 2.1's layout, the pseudo word as a textual-inversion file, and the noise of the first latents.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeIdentityFile } from '../../src/pipeline/identity-file.ts';
import { goldenNoise, goldenWord, writeStableDiffusionLayout } from '../helpers/stable-diffusion-layout.ts';

const folder = process.argv[2] ?? 'sd-layout';
await writeStableDiffusionLayout(folder);
writeFileSync(join(folder, 'learned_embeds.safetensors'), writeIdentityFile(goldenWord(), 'tiny'));
writeFileSync(join(folder, 'noise.json'), JSON.stringify(Array.from(goldenNoise())));
