/** @file The loop from noise to latents, the same for every sampler. */
import type { Denoiser, Prediction } from './denoiser.ts';
import type { NoiseSchedule } from './noise-schedule.ts';
import type { Plan, Step } from './plan.ts';
import type { SchedulerConfig } from './scheduler-config.ts';

/** One picture at one step: where it stood, and what the network made of it. */
interface Moment {
  readonly x: Float32Array;
  readonly prediction: Prediction;
  readonly step: Step;
}

/** What a sampler knows when it moves one picture one step on. */
interface StepContext extends Moment {
  /** Of the same picture, the latest first: as many as any sampler looks back on. */
  readonly earlier: readonly Moment[];
  readonly isLast: boolean;
  readonly predictionType: SchedulerConfig['prediction_type'];
  /** Fresh unit noise of the latents' size. */
  readonly noise: () => Float32Array;
}

/** A sampler holds no state: a plan of all steps, and a rule for one. */
export interface Sampler {
  readonly plan: (schedule: NoiseSchedule, count: number) => Plan;
  /** The latents at `step.to`. */
  readonly advance: (context: StepContext) => Float32Array;
  /** Whether diffusers' scheduler of this kind heeds `clip_sample`; the others carry it in their configs and ignore it. */
  readonly clips?: boolean;
  /** Steps that a plan has at most, where that is fewer than training timesteps. */
  readonly mostSteps?: number;
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

/** PLMS takes three moments, and leaves one out. */
const REMEMBERED = 4;

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
  let earlier: readonly (readonly Moment[])[] = latents.map(() => []);
  for (const [index, step] of steps.entries()) {
    signal?.throwIfAborted();
    const predictions = await denoise(latents, step);
    const moments = predictions.map((prediction, i) => ({
      x: latents[i] ?? prediction.x0,
      prediction,
      step,
    }));
    latents = moments.map((moment, i) =>
      sampler.advance({
        ...moment,
        earlier: earlier[i] ?? [],
        isLast: index === steps.length - 1,
        predictionType: schedule.config.prediction_type,
        noise: () => noise(i),
      }),
    );
    earlier = moments.map((moment, i) => [moment, ...(earlier[i] ?? [])].slice(0, REMEMBERED));
    const x0 = predictions.map((prediction) => prediction.x0);
    await onStep?.({ step: index + 1, count: steps.length, timestep: step.timestep, x0 });
  }
  signal?.throwIfAborted();
  return latents;
}
