/** @file The training loop: steps, reports, checkpoints and evaluations. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { gradients } from '../graph/autodiff.ts';
import { countFlops } from '../graph/flops.ts';
import type { Update } from './adamw.ts';
import type { Crew } from './crew.ts';
import { openCurve } from './curve.ts';
import { stateFile } from './folders.ts';
import type { TrainingGraph, TrainingPlan } from './recipe.ts';
import { emaDecayAt, learningRateAt } from './schedule.ts';
import { type Progress, saveState } from './state-file.ts';
import { averagesOf, type Training } from './training.ts';

/** So many skipped steps in a row mean that the weights are lost. */
const MOST_SKIPPED = 50;

/** Takes steps to the plan's end or the signal's abortion, then saves. Throws Error when the training has diverged. */
export async function runLoop(training: Training, crew: Crew, begun: Progress): Promise<Progress> {
  const { config, options, graph, folder, recipe, shards } = training;
  const title = `${recipe.name} ${options.preset}`;
  const curve = openCurve(folder, title, Object.keys(graph.metrics), begun.step);
  const speed = speedometer(stepFlops(graph) * shards * (config.accumulate ?? 1), config);
  const watch = watchLimits(graph.limits ?? {});
  const start = performance.now();
  let progress = begun;
  let savedMs = start;
  let skipped = 0;
  let skippedInARow = 0;
  const save = (): void => {
    saveProgress(training, progress);
    curve.save();
    savedMs = performance.now();
  };
  while (progress.step < config.steps && options.signal?.aborted !== true) {
    const { step, updates } = progress;
    const learningRate = learningRateAt(config, step, updates);
    const { loss, metrics, gradientNorm, isUpdated } = await crew.step(step, (norm) =>
      updateOf(config, progress, learningRate, norm),
    );
    skippedInARow = isUpdated ? 0 : skippedInARow + 1;
    if (!isUpdated) skipped++;
    if (skippedInARow >= MOST_SKIPPED) throw new Error(`${MOST_SKIPPED} steps in a row were not finite`);
    const seconds = begun.seconds + (performance.now() - start) / 1000;
    progress = { step: step + 1, updates: updates + (isUpdated ? 1 : 0), seconds };
    const point = { step: progress.step, loss, metrics, learningRate, gradientNorm };
    curve.add({ ...point, seconds });
    for (const text of watch(metrics)) options.onAlarm?.(progress.step, text);
    options.onStep?.({ ...point, steps: config.steps, skipped, ...speed.tick(progress.step) });
    if (performance.now() - savedMs > config.checkpointEverySeconds * 1000) save();
    if (isEvaluated(config, progress.step)) {
      await evaluate(training, progress.step);
      speed.reset();
    }
  }
  save();
  return progress;
}

function saveProgress(
  { layout, state, recipe, config, folder, options }: Training,
  progress: Progress,
): void {
  const description = { recipe: recipe.name, preset: options.preset, config };
  saveState(stateFile(folder), layout, state, progress, description);
}

const updateOf = (
  plan: TrainingPlan,
  { step, updates }: Progress,
  learningRate: number,
  gradientNorm: number,
): Update => ({
  learningRate,
  weightDecay: plan.weightDecay,
  betas: plan.betas,
  gradientScale: gradientNorm > plan.clipNorm ? plan.clipNorm / gradientNorm : 1,
  emaDecay: emaDecayAt(plan, step),
  count: updates + 1,
});

/** The plan's last step is evaluated too. */
const isEvaluated = ({ evaluateEvery, steps }: TrainingPlan, step: number): boolean =>
  evaluateEvery !== undefined && (step % evaluateEvery === 0 || step === steps);

async function evaluate(training: Training, step: number): Promise<void> {
  const { recipe, config, context, folder, options } = training;
  const figures = await recipe.evaluate?.(config, averagesOf(training), context);
  if (figures === undefined) return;
  appendFileSync(join(folder, 'evaluations.jsonl'), `${JSON.stringify({ step, ...figures })}\n`);
  options.onEvaluation?.(step, figures);
}

/** Forward and backward; what the backward pass of frozen parts leaves out is not counted. */
function stepFlops({ loss, parameters }: TrainingGraph): number {
  const wrt = parameters.map(({ value }) => value);
  return countFlops([loss, ...gradients(loss, wrt)]);
}

/** Steps over which a watched metric is averaged, about. */
const WATCHED_SPAN = 20;

/** Says which running means have just gone beyond their limits. */
function watchLimits(
  limits: Readonly<Record<string, number>>,
): (metrics: Readonly<Record<string, number>>) => readonly string[] {
  const means = new Map<string, number>();
  return (metrics) =>
    Object.entries(limits).flatMap(([name, limit]) => {
      const value = metrics[name] ?? NaN;
      const before = means.get(name);
      const after = before === undefined ? value : before + (value - before) / WATCHED_SPAN;
      if (Number.isFinite(after)) means.set(name, after);
      const isCrossed = after > limit && !((before ?? -Infinity) > limit);
      return isCrossed ? [`${name} is ${after.toFixed(2)}, above ${limit}`] : [];
    });
}

interface Speed {
  readonly samplesPerSecond: number;
  readonly gflops: number;
  readonly etaSeconds: number;
}

/** Over the latest twenty steps. */
function speedometer(
  flopsPerStep: number,
  { batch, steps }: TrainingPlan,
): { readonly tick: (step: number) => Speed; readonly reset: () => void } {
  let times = [performance.now()];
  return {
    tick: (step) => {
      times = [...times.slice(-20), performance.now()];
      const [first = 0] = times;
      const stepsPerSecond = (1000 * (times.length - 1)) / ((times.at(-1) ?? 0) - first);
      return {
        samplesPerSecond: stepsPerSecond * batch,
        gflops: (stepsPerSecond * flopsPerStep) / 1e9,
        etaSeconds: (steps - step) / stepsPerSecond,
      };
    },
    reset: () => {
      times = [performance.now()];
    },
  };
}
