/** @file The loop from noise to latents, the same for every sampler. */
import type { Denoiser, Prediction } from './denoiser.ts';
import type { NoiseSchedule } from './noise-schedule.ts';
import type { Plan, Step } from './plan.ts';

/** What a sampler knows when it moves one picture one step on. */
interface StepContext {
  readonly x: Float32Array;
  readonly prediction: Prediction;
  readonly step: Step;
  /** Of the same picture; absent at the first step. */
  readonly previous?: { readonly prediction: Prediction; readonly step: Step };
  readonly isLast: boolean;
  /** Fresh unit noise of the latents' size. */
  readonly noise: () => Float32Array;
}

/** A sampler holds no state: a plan of all steps, and a rule for one. */
export interface Sampler {
  readonly plan: (schedule: NoiseSchedule, count: number) => Plan;
  /** The latents at `step.to`. */
  readonly advance: (context: StepContext) => Float32Array;
}

export interface StepProgress {
  /** From 1 to `count`. */
  readonly step: number;
  readonly count: number;
  readonly timestep: number;
  /** The clean latents that the network expects now, one entry a picture: what a preview shows. */
  readonly x0: readonly Float32Array[];
}

export interface SampleOptions {
  readonly steps: number;
  /** Awaited, so a slow listener slows sampling down. */
  readonly onStep?: (progress: StepProgress) => void | Promise<void>;
  /** Takes effect between two steps; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Unit noise for picture `index`; called once for the first latents, and by ancestral samplers at every step. */
export type NoiseSource = (index: number) => Float32Array;

/** Denoises `pictures` pictures together; returns their latents, scaled as the network knows them. */
export async function sample(
  sampler: Sampler,
  schedule: NoiseSchedule,
  denoise: Denoiser,
  { pictures, noise }: { readonly pictures: number; readonly noise: NoiseSource },
  { steps: count, onStep, signal }: SampleOptions,
): Promise<Float32Array[]> {
  const { steps, initialScale } = sampler.plan(schedule, count);
  let latents: Float32Array[] = Array.from({ length: pictures }, (_, i) =>
    noise(i).map((value) => value * initialScale),
  );
  let previous: { readonly predictions: readonly Prediction[]; readonly step: Step } | undefined;
  for (const [index, step] of steps.entries()) {
    signal?.throwIfAborted();
    const predictions = await denoise(latents, step);
    latents = predictions.map((prediction, i) => {
      const before = previous?.predictions[i];
      return sampler.advance({
        x: latents[i] ?? prediction.x0,
        prediction,
        step,
        ...(before !== undefined && previous !== undefined
          ? { previous: { prediction: before, step: previous.step } }
          : {}),
        isLast: index === steps.length - 1,
        noise: () => noise(i),
      });
    });
    previous = { predictions, step };
    const x0 = predictions.map((prediction) => prediction.x0);
    await onStep?.({ step: index + 1, count: steps.length, timestep: step.timestep, x0 });
  }
  signal?.throwIfAborted();
  return latents;
}
