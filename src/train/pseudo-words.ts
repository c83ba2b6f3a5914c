/** @file The diffusion loss of pseudo words through a frozen text-to-image model (DreamIdentity, eq. 4). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constantScope } from '../checkpoint/constant-scope.ts';
import { openSafetensors, readTensor } from '../checkpoint/safetensors.ts';
import { meanSquaredError, scalar } from '../graph/functional.ts';
import { input, type Value } from '../graph/graph.ts';
import { add, matMul, mul, reduceSum, sub } from '../graph/ops/index.ts';
import { clipTextFromEmbeddings, parseClipTextConfig, tokenEmbeddings } from '../models/clip-text.ts';
import { unet2dCondition } from '../models/unet.ts';
import { parseUNetConfig } from '../models/unet-config.ts';
import type { Shape } from '../tensor/shape.ts';
import { float32, tensor, type Tensor } from '../tensor/tensor.ts';
import type { EncodedPrompt } from '../tokenizer/encode-prompt.ts';
import { addNoise, type Noising } from './noising.ts';
import type { Feeds } from './recipe.ts';

/** A text-to-image model with all its weights frozen. */
export interface FrozenModel {
  readonly textConfig: ReturnType<typeof parseClipTextConfig>;
  readonly unetConfig: ReturnType<typeof parseUNetConfig>;
  readonly text: ReadonlyMap<string, Tensor<'float32'>>;
  readonly unet: ReadonlyMap<string, Tensor<'float32'>>;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

function readAll(path: string): Map<string, Tensor<'float32'>> {
  const file = openSafetensors(path);
  return new Map([...file.entries.keys()].map((key) => [key, readTensor(file, key)]));
}

/** Reads the text encoder and the UNet of a bundle in the diffusers layout. */
export const readFrozenModel = (bundle: string): FrozenModel => ({
  textConfig: parseClipTextConfig(readJson(join(bundle, 'text_encoder', 'config.json'))),
  unetConfig: parseUNetConfig(readJson(join(bundle, 'unet', 'config.json'))),
  text: readAll(join(bundle, 'text_encoder', 'model.safetensors')),
  unet: readAll(join(bundle, 'unet', 'diffusion_pytorch_model.safetensors')),
});

/**
 * The loss of pseudo words [batch, k, width] that stand in the prompts at the places given by `placement`.
 * Inputs of the graph: ids, placement, sample, velocity, timestep.
 */
export function pseudoWordLoss(model: FrozenModel, words: Value, latentShape: Shape): Value {
  const [batch = 0, k = 0] = words.type.shape;
  const tokens = model.textConfig.max_position_embeddings;
  const ids = input('ids', { dtype: 'int32', shape: [batch, tokens] });
  const placement = input('placement', { dtype: 'float32', shape: [batch, tokens, k] });
  const latents = { dtype: 'float32', shape: [batch, ...latentShape] } as const;
  const textScope = constantScope(model.text);
  const written = tokenEmbeddings(textScope, model.textConfig, ids);
  const free = sub(scalar(1), reduceSum(placement, [2], true));
  const embeddings = add(mul(written, free), matMul(placement, words));
  const predicted = unet2dCondition(constantScope(model.unet), model.unetConfig, {
    sample: input('sample', latents),
    timestep: input('timestep', { dtype: 'float32', shape: [batch] }),
    encoderHiddenStates: clipTextFromEmbeddings(textScope, model.textConfig, embeddings),
  });
  return meanSquaredError(predicted, input('velocity', latents));
}

export interface NoisySample {
  /** Clean latents, times the scaling factor. */
  readonly clean: Float32Array;
  readonly prompt: EncodedPrompt;
}

/** The feeds of `pseudoWordLoss`. */
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
