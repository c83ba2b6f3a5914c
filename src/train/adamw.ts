/** @file AdamW with averaged weights, in plain loops over a slice of the flat arrays (Loshchilov and Hutter 2019). */
import type { Layout, TrainingState } from './layout.ts';

export interface Update {
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly betas: readonly [number, number];
  /** What the averaged gradient is multiplied by, for clipping. */
  readonly gradientScale: number;
  readonly emaDecay: number;
  /** Updates since the moments were zero, this one included. */
  readonly count: number;
}

export type Slice = readonly [start: number, end: number];

const EPSILON = 1e-8;

/** Writes the mean over the shards' gradients into `target` (of the slice's length); returns its squared norm. */
export function averageGradients(
  target: Float32Array,
  gradients: readonly Float32Array[],
  [start, end]: Slice,
): number {
  target.fill(0);
  for (const gradient of gradients) {
    const part = gradient.subarray(start, end);
    for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) + (part[i] as number);
  }
  const scale = 1 / gradients.length;
  let squares = 0;
  for (let i = 0; i < target.length; i++) {
    const value = (target[i] as number) * scale;
    target[i] = value;
    squares += value * value;
  }
  return squares;
}

/** One update of the slice; `gradient` is that of the slice alone. Tensors of rank below 2 do not decay. */
export function updateSlice(
  state: TrainingState,
  layout: Layout,
  gradient: Float32Array,
  [start, end]: Slice,
  update: Update,
): void {
  for (const slot of layout.slots) {
    const from = Math.max(start, slot.start);
    const to = Math.min(end, slot.end);
    if (from >= to) continue;
    const decay = slot.shape.length > 1 ? update.weightDecay : 0;
    step(state, gradient.subarray(from - start, to - start), from, to, decay, update);
  }
}

function step(
  state: TrainingState,
  gradient: Float32Array,
  from: number,
  to: number,
  weightDecay: number,
  { learningRate, betas: [beta1, beta2], gradientScale, emaDecay, count }: Update,
): void {
  const parameters = state.parameters.subarray(from, to);
  const ema = state.ema.subarray(from, to);
  const moment1 = state.moment1.subarray(from, to);
  const moment2 = state.moment2.subarray(from, to);
  const rate = learningRate / (1 - beta1 ** count);
  const correction2 = 1 / (1 - beta2 ** count);
  const keep = 1 - learningRate * weightDecay;
  const emaRate = 1 - emaDecay;
  for (let i = 0; i < gradient.length; i++) {
    const g = (gradient[i] as number) * gradientScale;
    const m = beta1 * (moment1[i] as number) + (1 - beta1) * g;
    const v = beta2 * (moment2[i] as number) + (1 - beta2) * g * g;
    const p = keep * (parameters[i] as number) - (rate * m) / (Math.sqrt(v * correction2) + EPSILON);
    const average = ema[i] as number;
    moment1[i] = m;
    moment2[i] = v;
    parameters[i] = p;
    ema[i] = average + emaRate * (p - average);
  }
}
