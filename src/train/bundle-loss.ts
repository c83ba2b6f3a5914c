/**
 * @file The losses of pseudo words through a frozen bundle (DreamIdentity, eq. 1, 4 and 5): any bundle, its weights left in
 * their files, whatever its network predicts. Nothing of the frozen networks has a gradient but their activations.
 */
import { join } from 'node:path';
import { openModel } from '../checkpoint/model-folder.ts';
import type { Scope } from '../checkpoint/scope.ts';
import { alphasCumprodOf } from '../diffusion/noise-schedule.ts';
import type { SchedulerConfig } from '../diffusion/scheduler-config.ts';
import { meanSquaredError, scalar } from '../graph/functional.ts';
import { input, type Value } from '../graph/graph.ts';
import { add, matMul, mul, reduceMean, reduceSum, reshape, slice, sqrt, sub } from '../graph/ops/index.ts';
import { clipTextFromEmbeddings, type ClipTextConfig, tokenEmbeddings } from '../models/clip-text.ts';
import { idEncoder, type IdEncoderConfig } from '../models/id-encoder.ts';
import { TEXT_ENCODER, UNET } from '../models/kinds.ts';
import type { UNetConfig } from '../models/unet-config.ts';
import { unet2dCondition } from '../models/unet.ts';
import { BUNDLE_FOLDERS } from '../pipeline/bundle.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Noising } from './noising.ts';
import { type NoisySample, pseudoWordFeeds } from './pseudo-words.ts';
import type { Feeds } from './recipe.ts';

/** The two networks that the gradient passes; both may also have parameters, for tests. */
export interface LossNetworks {
  readonly text: { readonly scope: Scope; readonly config: ClipTextConfig };
  readonly unet: { readonly scope: Scope; readonly config: UNetConfig };
}

/** Reads configs and headers alone. Throws CheckpointError. */
export function openLossNetworks(folder: string): LossNetworks {
  const kernels = { kernels: 'differentiable' } as const;
  return {
    text: openModel(join(folder, BUNDLE_FOLDERS.textEncoder), TEXT_ENCODER, kernels),
    unet: openModel(join(folder, BUNDLE_FOLDERS.unet), UNET, kernels),
  };
}

/**
 * The mean squared error of what the UNet predicts with `words` [batch, k, width] in the prompts. Inputs of the graph:
 * ids and placement over `tokens`, sample, target and timestep.
 */
export function bundleLoss(
  { text, unet }: LossNetworks,
  words: Value,
  tokens: number,
  latentShape: Shape,
): Value {
  const [batch = 0, k = 0] = words.type.shape;
  const ids = input('ids', { dtype: 'int32', shape: [batch, tokens] });
  const placement = input('placement', { dtype: 'float32', shape: [batch, tokens, k] });
  const latents = { dtype: 'float32', shape: [batch, ...latentShape] } as const;
  const free = sub(scalar(1), reduceSum(placement, [2], true));
  const written = mul(tokenEmbeddings(text.scope, text.config, ids), free);
  const predicted = unet2dCondition(unet.scope, unet.config, {
    sample: input('sample', latents),
    timestep: input('timestep', { dtype: 'float32', shape: [batch] }),
    encoderHiddenStates: clipTextFromEmbeddings(
      text.scope,
      text.config,
      add(written, matMul(placement, words)),
    ),
  });
  return meanSquaredError(predicted, input('target', latents));
}

/** What is trained in an M² step on any bundle, and what it is trained on. */
export interface EncoderStep {
  readonly encoder: { readonly scope: Scope; readonly config: IdEncoderConfig };
  readonly batch: number;
  readonly tokens: number;
  readonly latentShape: Shape;
  /** lambda of eq. 5, on the sum of the words' lengths. */
  readonly lengthWeight: number;
}

export interface EncoderLosses {
  /** Eq. 5: diffusion + lengthWeight * the sum of the words' lengths, averaged over the batch. */
  readonly loss: Value;
  /** Eq. 1, a scalar. */
  readonly diffusion: Value;
  /** The mean length of each of a person's words over the batch, k scalars. */
  readonly lengths: readonly Value[];
}

/** DreamIdentity, eq. 5: the diffusion loss of the encoder's words, and how long they are. Inputs besides: features. */
export function encoderLoss(networks: LossNetworks, step: EncoderStep): EncoderLosses {
  const { encoder, batch, tokens, latentShape, lengthWeight } = step;
  const size = encoder.config.feature_sizes.reduce((sum, n) => sum + n, 0);
  const features = input('features', { dtype: 'float32', shape: [batch, size] });
  const words = idEncoder(encoder.scope, encoder.config, features);
  const diffusion = bundleLoss(networks, words, tokens, latentShape);
  const each = sqrt(add(reduceSum(mul(words, words), [2]), scalar(1e-12)));
  const means = reduceMean(each, [0]);
  return {
    loss: add(diffusion, mul(reduceSum(means, [0]), scalar(lengthWeight))),
    diffusion,
    lengths: Array.from({ length: encoder.config.words }, (_, word) =>
      reshape(slice(means, 0, word, word + 1), []),
    ),
  };
}

/** The feeds of `bundleLoss`. */
export function bundleFeeds(
  samples: readonly NoisySample[],
  words: number,
  noising: Noising,
  prediction: SchedulerConfig['prediction_type'],
): Feeds {
  const { velocity, sample, timestep, ...others } = pseudoWordFeeds(samples, words, noising);
  if (velocity === undefined || sample === undefined || timestep === undefined) {
    throw new RangeError('bundleFeeds: no noisy samples');
  }
  const alphasCumprod = alphasCumprodOf(noising.schedule);
  const [v, z] = [velocity.data as Float32Array, sample.data as Float32Array];
  const stride = z.length / samples.length;
  // velocity = alpha noise - sigma clean and sample = alpha clean + sigma noise, solved for what is predicted.
  const target = v.map((value, i) => {
    if (prediction === 'v_prediction') return value;
    const signal = alphasCumprod[Number(timestep.data[Math.floor(i / stride)])] ?? 1;
    const [alpha, sigma] = [Math.sqrt(signal), Math.sqrt(1 - signal)];
    const noisy = z[i] ?? 0;
    return prediction === 'epsilon' ? alpha * value + sigma * noisy : alpha * noisy - sigma * value;
  });
  return { ...others, sample, timestep, target: { ...velocity, data: target } };
}
