/** @file The training loop: data-parallel over worker threads, with checkpoints, a curve and evaluations. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { initialise } from '../checkpoint/parameter-scope.ts';
import { ConfigError } from '../errors.ts';
import { countFlops } from '../graph/flops.ts';
import type { Update } from './adamw.ts';
import { type Crew, openCrew } from './crew.ts';
import { type Curve, openCurve } from './curve.ts';
import { cacheFolder, runFolder, stateFile } from './folders.ts';
import { allocateState, type Layout, layoutOf, type TrainingState, viewsOf } from './layout.ts';
import {
  loadRecipe,
  type Planned,
  type Preset,
  type Recipe,
  type RecipeContext,
  type TrainedParameters,
  type TrainingGraph,
  type TrainingPlan,
} from './recipe.ts';
import { emaDecayAt, learningRateAt } from './schedule.ts';
import { loadState, type Progress, saveState } from './state-file.ts';

export interface TrainingOptions {
  /** A name of the recipes' table, or the file URL of a module that exports `recipe`. */
  readonly recipe: string;
  readonly preset: Preset;
  /** Changes to the preset's plan. */
  readonly overrides?: Partial<TrainingPlan>;
  /** Goes on from the folder's checkpoint, or from the state file of this path. */
  readonly resume?: boolean | string;
  /** Worker threads, which divide the batch; by default as many as there are cores. */
  readonly workers?: number;
  /** For the checkpoint and the curve. */
  readonly folder?: string;
  /** Stops after the current step, with a checkpoint. */
  readonly signal?: AbortSignal;
  readonly onStep?: (report: StepReport) => void;
  readonly onProgress?: (done: number, total: number, label: string) => void;
  readonly onEvaluation?: (step: number, figures: Readonly<Record<string, number>>) => void;
}

export interface StepReport {
  /** Steps taken, this one included. */
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly learningRate: number;
  readonly gradientNorm: number;
  /** Steps of this sitting whose loss or gradient was not finite. */
  readonly skipped: number;
  readonly samplesPerSecond: number;
  /** Three times the forward pass's, as frozen parts need less: an upper estimate. */
  readonly gflops: number;
  readonly etaSeconds: number;
}

export interface TrainingResult {
  readonly step: number;
  readonly isFinished: boolean;
  readonly folder: string;
}

/** So many skipped steps in a row mean that the weights are lost. */
const MOST_SKIPPED = 50;

interface Training {
  readonly options: TrainingOptions;
  readonly recipe: Recipe;
  readonly config: Planned<object>;
  readonly context: RecipeContext;
  readonly folder: string;
  readonly layout: Layout;
  readonly state: TrainingState;
  readonly curve: Curve;
  readonly flopsPerStep: number;
}

/** Trains a recipe to its plan's end, then exports it. Throws ConfigError on an unknown recipe or an unfit batch. */
export async function trainRecipe(options: TrainingOptions): Promise<TrainingResult> {
  const recipe = await loadRecipe(options.recipe);
  const config: Planned<object> = { ...recipe.presets[options.preset], ...options.overrides };
  const shards = options.workers ?? mostShards(config.batch);
  if (config.batch % shards !== 0) {
    throw new ConfigError(`${shards} workers do not divide a batch of ${config.batch}`);
  }
  const context = { cacheFolder: cacheFolder(), onProgress: options.onProgress ?? (() => undefined) };
  const folder = options.folder ?? runFolder(recipe.name, options.preset);
  mkdirSync(folder, { recursive: true });
  await recipe.prepare?.(config, context);

  const graph = recipe.build(config, config.batch / shards);
  const layout = layoutOf(graph.parameters);
  const state = allocateState(layout, shards);
  const begun = await begin(options, recipe, config, context, folder, graph, layout, state);
  const crew = await openCrew(
    state.gradients.map((_, shard) => ({
      recipe: options.recipe,
      config,
      cacheFolder: context.cacheFolder,
      shard,
      shards,
      state,
    })),
  );
  const curve = openCurve(folder, `${recipe.name} ${options.preset}`, Object.keys(graph.metrics), begun.step);
  const flopsPerStep = 3 * countFlops([graph.loss]) * shards;
  const training = { options, recipe, config, context, folder, layout, state, curve, flopsPerStep };
  try {
    const progress = await loop(training, crew, begun);
    const isFinished = progress.step >= config.steps;
    if (isFinished) await recipe.export?.(config, averages(training), context);
    return { step: progress.step, isFinished, folder };
  } finally {
    await crew.close();
  }
}

/** The most threads up to the number of cores that divide the batch. */
function mostShards(batch: number): number {
  let shards = Math.min(batch, availableParallelism());
  while (batch % shards !== 0) shards--;
  return shards;
}

/** Fills the state from a checkpoint, or with first values. */
async function begin(
  { resume = false }: TrainingOptions,
  recipe: Recipe,
  config: Planned<object>,
  context: RecipeContext,
  folder: string,
  graph: TrainingGraph,
  layout: Layout,
  state: TrainingState,
): Promise<Progress> {
  if (resume !== false) return loadState(resume === true ? stateFile(folder) : resume, layout, state);
  const views = viewsOf(layout, state.parameters);
  const given = (await recipe.initial?.(config, context)) ?? new Map<string, Float32Array>();
  for (const [key, values] of [...initialise(graph.parameters, config.seed), ...given]) {
    const view = views.get(key);
    if (view?.data.length !== values.length) {
      throw new ConfigError(
        `initial: ${key} has ${values.length} elements, the model expects ${view?.data.length ?? 'no such key'}`,
      );
    }
    view.data.set(values);
  }
  state.ema.set(state.parameters);
  return { step: 0, updates: 0, seconds: 0 };
}

async function loop(training: Training, crew: Crew, begun: Progress): Promise<Progress> {
  const { config, options, curve, folder, layout, state, recipe } = training;
  const { preset, signal } = options;
  const start = performance.now();
  let progress = begun;
  let savedMs = start;
  let skipped = 0;
  let skippedInARow = 0;
  const save = (): void => {
    saveState(stateFile(folder), layout, state, progress, { recipe: recipe.name, preset, config });
    curve.save();
    savedMs = performance.now();
  };
  const speed = speedometer();

  while (progress.step < config.steps && signal?.aborted !== true) {
    const { step, updates } = progress;
    const learningRate = learningRateAt(config, step, updates);
    const result = await crew.step(step, (norm) => updateOf(config, step, updates, learningRate, norm));
    skippedInARow = result.isUpdated ? 0 : skippedInARow + 1;
    if (!result.isUpdated) skipped++;
    if (skippedInARow >= MOST_SKIPPED) throw new Error(`${MOST_SKIPPED} steps in a row were not finite`);
    const seconds = begun.seconds + (performance.now() - start) / 1000;
    progress = { step: step + 1, updates: updates + (result.isUpdated ? 1 : 0), seconds };
    const { loss, metrics, gradientNorm } = result;
    curve.add({ step: progress.step, seconds, loss, metrics, learningRate, gradientNorm });
    const stepsPerSecond = speed.tick();
    options.onStep?.({
      step: progress.step,
      steps: config.steps,
      loss,
      metrics,
      learningRate,
      gradientNorm,
      skipped,
      samplesPerSecond: stepsPerSecond * config.batch,
      gflops: (stepsPerSecond * training.flopsPerStep) / 1e9,
      etaSeconds: (config.steps - progress.step) / stepsPerSecond,
    });
    if (performance.now() - savedMs > config.checkpointEverySeconds * 1000) save();
    if (isEvaluated(config, progress.step)) {
      await evaluate(training, progress.step);
      speed.reset();
    }
  }
  save();
  return progress;
}

const updateOf = (
  plan: TrainingPlan,
  step: number,
  updates: number,
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
  const figures = await recipe.evaluate?.(config, averages(training), context);
  if (figures === undefined) return;
  appendFileSync(join(folder, 'evaluations.jsonl'), `${JSON.stringify({ step, ...figures })}\n`);
  options.onEvaluation?.(step, figures);
}

/** A copy of the averaged weights in plain memory. */
const averages = ({ layout, state }: Training): TrainedParameters => viewsOf(layout, state.ema.slice());

/** Steps per second over the latest twenty steps. */
function speedometer(): { readonly tick: () => number; readonly reset: () => void } {
  let times = [performance.now()];
  return {
    tick: () => {
      times = [...times.slice(-20), performance.now()];
      const [first = 0] = times;
      return (1000 * (times.length - 1)) / ((times.at(-1) ?? 0) - first);
    },
    reset: () => {
      times = [performance.now()];
    },
  };
}
