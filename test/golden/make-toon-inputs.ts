/**
 * @file Writes what make-toon.py starts from: `npx tsx test/golden/make-toon-inputs.ts FOLDER`. A drawn face's S* by the embedded
 * bundle's own encoder, as a textual-inversion file, and the noise of the first latents.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPipeline } from '../../src/pipeline/pipeline.ts';
import { writeIdentityFile } from '../../src/pipeline/identity-file.ts';
import { TOON_BUNDLE, toonNoise, toonWord } from '../helpers/toon-golden.ts';

const folder = process.argv[2] ?? 'toon-inputs';
mkdirSync(folder, { recursive: true });
const pipeline = await openPipeline(TOON_BUNDLE, { session: { threads: 1 } });
writeFileSync(join(folder, 'learned_embeds.safetensors'), writeIdentityFile(await toonWord(pipeline), 'toon'));
writeFileSync(join(folder, 'noise.json'), JSON.stringify(Array.from(toonNoise(pipeline))));
await pipeline.close();
