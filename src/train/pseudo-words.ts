/** @file Prompts with pseudo words in them, and noisy pictures, as the feeds of a diffusion loss. */
import { float32, tensor } from '../tensor/tensor.ts';
import type { EncodedPrompt } from '../tokenizer/encode-prompt.ts';
import { addNoise, type Noising } from './noising.ts';
import type { Feeds } from './recipe.ts';

export interface NoisySample {
  /** Clean latents, times the scaling factor. */
  readonly clean: Float32Array;
  readonly prompt: EncodedPrompt;
}

/** ids, placement, sample, velocity and timestep of `bundleLoss`, whose network may predict something else than velocities. */
export function pseudoWordFeeds(samples: readonly NoisySample[], words: number, noising: Noising): Feeds {
  const batch = samples.length;
  const tokens = samples[0]?.prompt.ids.length ?? 0;
  const placement = float32([batch, tokens, words]);
  const ids = new Int32Array(batch * tokens);
  samples.forEach(({ prompt }, i) => {
    ids.set(prompt.ids, i * tokens);
    for (const { position, index } of prompt.slots)
      placement.data[(i * tokens + position) * words + index] = 1;
  });
  const noisy = addNoise(
    samples.map(({ clean }) => clean),
    noising,
  );
  return { ids: tensor('int32', [batch, tokens], ids), placement, ...noisy };
}
