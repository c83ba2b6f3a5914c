/** @file What the goldens of the embedded bundle were made from: a person, a prompt, a seed, and the bundle's own files. */
import { join } from 'node:path';
import { digestFile } from '../../src/catalogue/digest.ts';
import { drawPortrait } from '../../src/pipeline/draw-portrait.ts';
import type { Pipeline } from '../../src/pipeline/pipeline.ts';
import type { PseudoWord } from '../../src/pipeline/pseudo-word.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { identityOf } from '../../src/toon/identity.ts';
import { landmarksOf } from '../../src/toon/landmarks.ts';
import { portraitShotOf } from '../../src/toon/shot.ts';

export const TOON_BUNDLE = join(import.meta.dirname, '../../weights/toon');
export const TOON_PROMPT = 'S* as a chef';
export const TOON_SEED = 26;
const PERSON = 4_100_000_026;
const SIDE = 256;

/** Files whose bytes the pictures follow from; make-toon.py has the same list. */
const FILES = [
  'text_encoder/model.safetensors',
  'unet/diffusion_pytorch_model.safetensors',
  'vae/diffusion_pytorch_model.safetensors',
  'tokenizer/merges.txt',
  'scheduler/scheduler_config.json',
] as const;

/** SHA-256 by file. */
export const toonDigests = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      FILES.map(async (file) => [file, await digestFile(join(TOON_BUNDLE, file), 'sha256')] as const),
    ),
  );

/** S* of one drawn person, from landmarks that are known, so that no detector has a say. */
export async function toonWord({ identity }: Pipeline): Promise<PseudoWord> {
  const spec = {
    identity: identityOf(PERSON),
    shot: portraitShotOf(PERSON),
    context: {},
    style: 'plain',
  } as const;
  return identity.encodeFace(await drawPortrait(spec, SIDE), landmarksOf(spec, SIDE).points);
}

/** What textToImage starts from at TOON_SEED. */
export function toonNoise({ bundle: { unet } }: Pipeline): Float32Array {
  const { in_channels: channels, sample_size: side } = unet.config;
  return seededRandom(TOON_SEED, 'latents').fillNormal(new Float32Array(channels * side * side));
}
