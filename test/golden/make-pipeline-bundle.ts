/**
 * @file Writes what make-pipeline.py starts from: `npx tsx test/golden/make-pipeline-bundle.ts FOLDER`. A tiny bundle in
 * Stable Diffusion 2.1's layout, the pseudo word as a textual-inversion file, the noise of the
 * first latents, a ControlNet and its picture.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeIdentityFile } from '../../src/pipeline/identity-file.ts';
import {
  goldenControl,
  goldenNoise,
  goldenWord,
  writeStableDiffusionLayout,
  writeTinyControlNet,
} from '../helpers/stable-diffusion-layout.ts';

const folder = process.argv[2] ?? 'sd-layout';
await writeStableDiffusionLayout(folder);
writeFileSync(join(folder, 'learned_embeds.safetensors'), writeIdentityFile(goldenWord(), 'tiny'));
writeFileSync(join(folder, 'noise.json'), JSON.stringify(Array.from(goldenNoise())));
writeTinyControlNet(join(folder, 'controlnet'));
writeFileSync(join(folder, 'control.json'), JSON.stringify(Array.from(goldenControl().data)));
