/** @file The UNet as a network over rows: each its own picture, timestep and prompt, packed into fixed batches. */
import type { Network, NetworkRow } from '../diffusion/denoiser.ts';
import type { Value } from '../graph/graph.ts';
import { controlNet } from '../models/controlnet.ts';
import { controlDownscaleOf } from '../models/controlnet-config.ts';
import { unet2dCondition } from '../models/unet.ts';
import { float32, type Tensor } from '../tensor/tensor.ts';
import type { Bundle } from './bundle.ts';
import type { Control, ControlNetPart } from './control.ts';
import type { Condition } from './prompt-encoder.ts';
import { inputLike, type SessionCache } from './session-cache.ts';

/** In latent places. */
export interface LatentSize {
  readonly height: number;
  readonly width: number;
}

/** What a row is drawn by. */
export interface Directions {
  readonly states: Condition;
  /** Every row of a network with a ControlNet has one. */
  readonly control?: Control;
}

export interface PredictorParts {
  readonly bundle: Bundle;
  readonly sessions: SessionCache;
  readonly size: LatentSize;
  /** Runs before the UNet, in the same session. */
  readonly control?: ControlNetPart | undefined;
}

/** Graphs have static shapes, so every batch is a session of its own with its own copy of packed weights. */
export const BATCH_SIZES = [1, 2, 4, 8] as const;

/** `batchSizes` rise; rows are cut into the largest that they fill. */
export function noisePredictor(
  parts: PredictorParts,
  batchSizes: readonly number[] = BATCH_SIZES,
): Network<Directions> {
  return async (rows) => {
    const outputs: Float32Array[] = [];
    while (outputs.length < rows.length) {
      const left = rows.slice(outputs.length);
      const batch = batchSizes.findLast((candidate) => candidate <= left.length) ?? batchSizes[0] ?? 1;
      outputs.push(...(await predict(parts, batch, left.slice(0, batch))));
    }
    return outputs;
  };
}

/** Rows that do not fill the batch leave the rest of it empty. */
async function predict(
  parts: PredictorParts,
  batch: number,
  rows: readonly NetworkRow<Directions>[],
): Promise<Float32Array[]> {
  const { bundle, sessions, size, control } = parts;
  const feeds = { ...denoisingFeeds(bundle, size, batch, rows), ...controlFeeds(parts, batch, rows) };
  const key = `unet ${batch} ${size.height}x${size.width}${control === undefined ? '' : ' controlled'}`;
  const { prediction } = await sessions.run(
    key,
    () => ({ prediction: buildPrediction(parts, feeds) }),
    feeds,
  );
  const data = prediction?.data as Float32Array;
  const stride = data.length / batch;
  return rows.map((_, i) => data.slice(i * stride, (i + 1) * stride));
}

interface DenoisingFeeds extends Readonly<Record<string, Tensor>> {
  readonly sample: Tensor<'float32'>;
  readonly timestep: Tensor<'float32'>;
  readonly states: Tensor<'float32'>;
}

function buildPrediction({ bundle: { unet }, control: net }: PredictorParts, feeds: DenoisingFeeds): Value {
  const inputs = {
    sample: inputLike('sample', feeds.sample),
    timestep: inputLike('timestep', feeds.timestep),
    encoderHiddenStates: inputLike('states', feeds.states),
  };
  const { control, scale } = feeds;
  if (net === undefined || control === undefined || scale === undefined) {
    return unet2dCondition(unet.scope, unet.config, inputs);
  }
  const residuals = controlNet(net.scope, net.config, {
    ...inputs,
    control: inputLike('control', control),
    scale: inputLike('scale', scale),
  });
  return unet2dCondition(unet.scope, unet.config, inputs, residuals);
}

function denoisingFeeds(
  { unet: { config }, tokenizer }: Bundle,
  { height, width }: LatentSize,
  batch: number,
  rows: readonly NetworkRow<Directions>[],
): DenoisingFeeds {
  const sample = float32([batch, config.in_channels, height, width]);
  const timestep = float32([batch]);
  const states = float32([batch, tokenizer.maxLength, config.cross_attention_dim]);
  rows.forEach((row, i) => {
    sample.data.set(row.sample, (i * sample.data.length) / batch);
    states.data.set(row.condition.states, (i * states.data.length) / batch);
    timestep.data[i] = row.timestep;
  });
  return { sample, timestep, states };
}

function controlFeeds(
  { control: net, size }: PredictorParts,
  batch: number,
  rows: readonly NetworkRow<Directions>[],
): Readonly<Record<string, Tensor>> {
  if (net === undefined) return {};
  const factor = controlDownscaleOf(net.config);
  const control = float32([batch, 3, size.height * factor, size.width * factor]);
  const scale = float32([batch]);
  rows.forEach(({ condition }, i) => {
    if (condition.control === undefined) throw new RangeError(`row ${i} has no control picture`);
    control.data.set(condition.control.planes, (i * control.data.length) / batch);
    scale.data[i] = condition.control.scale;
  });
  return { control, scale };
}
