/** @file The UNet as a network over rows: each its own picture, timestep and prompt, packed into fixed batches. */
import type { Network, NetworkRow } from '../diffusion/denoiser.ts';
import { unet2dCondition } from '../models/unet.ts';
import { float32 } from '../tensor/tensor.ts';
import type { Bundle } from './bundle.ts';
import type { Condition } from './prompt-encoder.ts';
import { inputLike, type SessionCache } from './session-cache.ts';

/** In latent places. */
export interface LatentSize {
  readonly height: number;
  readonly width: number;
}

/** Graphs have static shapes, so every batch is a session of its own with its own copy of packed weights. */
export const BATCH_SIZES = [1, 2, 4, 8] as const;

/** `batchSizes` rise; rows are cut into the largest that they fill. */
export function noisePredictor(
  bundle: Bundle,
  sessions: SessionCache,
  size: LatentSize,
  batchSizes: readonly number[] = BATCH_SIZES,
): Network<Condition> {
  return async (rows) => {
    const outputs: Float32Array[] = [];
    while (outputs.length < rows.length) {
      const left = rows.slice(outputs.length);
      const batch = batchSizes.findLast((candidate) => candidate <= left.length) ?? batchSizes[0] ?? 1;
      outputs.push(...(await predict(bundle, sessions, size, batch, left.slice(0, batch))));
    }
    return outputs;
  };
}

/** Rows that do not fill the batch leave the rest of it empty. */
async function predict(
  { unet: { config, scope }, tokenizer }: Bundle,
  sessions: SessionCache,
  { height, width }: LatentSize,
  batch: number,
  rows: readonly NetworkRow<Condition>[],
): Promise<Float32Array[]> {
  const sample = float32([batch, config.in_channels, height, width]);
  const timestep = float32([batch]);
  const states = float32([batch, tokenizer.maxLength, config.cross_attention_dim]);
  const build = () => ({
    prediction: unet2dCondition(scope, config, {
      sample: inputLike('sample', sample),
      timestep: inputLike('timestep', timestep),
      encoderHiddenStates: inputLike('states', states),
    }),
  });
  rows.forEach((row, i) => {
    sample.data.set(row.sample, (i * sample.data.length) / batch);
    states.data.set(row.condition, (i * states.data.length) / batch);
    timestep.data[i] = row.timestep;
  });
  const key = `unet ${batch} ${height}x${width}`;
  const { prediction } = await sessions.run(key, build, { sample, timestep, states });
  const data = prediction?.data as Float32Array;
  const stride = data.length / batch;
  return rows.map((_, i) => data.slice(i * stride, (i + 1) * stride));
}
